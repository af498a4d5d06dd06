import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything identity stores, including what second factors and single sign-on will need. */
export class CreateIdentityTables1760000001000 implements MigrationInterface {
  name = 'CreateIdentityTables1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(searchForm);
    await runner.query(people);
    await runner.query(structure);
    await runner.query(sessions);
    await runner.query(laterSignIn);
    await runner.query(searchIndex);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('The first migration is not undone; restore a backup instead'));
  }
}

/**
 * `search_form` is what names are compared and ordered by: small letters without accents. Extensions are trusted since
 * PostgreSQL 13, but a database owner may still be refused them: names are then compared with their accents.
 */
const searchForm = `
  do $$
  begin
    perform pg_advisory_xact_lock(hashtext('parley extensions'));
    create extension if not exists pg_trgm with schema public;
    create extension if not exists unaccent with schema public;
    create function identity.search_form(name text) returns text language sql immutable strict parallel safe
      as 'select lower(public.unaccent(''public.unaccent''::regdictionary, $1))';
  exception when insufficient_privilege or undefined_file or feature_not_supported then
    create function identity.search_form(name text) returns text language sql immutable strict parallel safe
      as 'select lower($1)';
  end $$;
`;

const people = `
  create table organization (
    id text collate "C" primary key,
    name text not null,
    country text not null,
    region_code text not null,
    locale text not null default 'en',
    time_zone text not null default 'UTC',
    read_receipts boolean not null default true,
    mfa_required boolean not null default false,
    guest_days integer not null default 90,
    version integer not null default 1,
    created_at timestamptz not null default now()
  );

  create table user_account (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    kind text not null,
    state text not null default 'ACTIVE',
    disabled_reason text,
    display_name text not null,
    title text,
    bio text,
    avatar_url text,
    email text,
    phone text,
    password_hash text,
    country text,
    region_code text not null,
    time_zone text not null,
    locale text not null,
    working_hours jsonb not null default '[]',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    sort_name text collate "C" not null generated always as (identity.search_form(display_name)) stored,
    search_name text not null generated always as
      (identity.search_form(display_name || ' ' || coalesce(title, ''))) stored
  );
  create unique index user_account_email on user_account (lower(email));
  create index user_account_by_name on user_account (organization_id, sort_name, id);
`;

const structure = `
  create table department (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    name text not null,
    parent_id text collate "C" references department,
    head_id text collate "C" references user_account,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    sort_name text collate "C" not null generated always as (identity.search_form(name)) stored
  );
  create index department_by_name on department (organization_id, sort_name, id);
  create table department_member (
    department_id text collate "C" not null references department,
    user_id text collate "C" not null references user_account,
    primary key (department_id, user_id)
  );
  create index department_member_by_user on department_member (user_id);

  create table team (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    name text not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    sort_name text collate "C" not null generated always as (identity.search_form(name)) stored
  );
  create index team_by_name on team (organization_id, sort_name, id);
  create table team_member (
    team_id text collate "C" not null references team,
    user_id text collate "C" not null references user_account,
    primary key (team_id, user_id)
  );
  create index team_member_by_user on team_member (user_id);

  create table role (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    name text not null,
    template text,
    permissions text[] not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    unique (organization_id, name)
  );
  create table role_grant (
    id text collate "C" primary key,
    user_id text collate "C" not null references user_account,
    role_id text collate "C" not null references role,
    department_id text collate "C" references department,
    expires_at timestamptz,
    granted_by_id text collate "C",
    created_at timestamptz not null default now(),
    unique nulls not distinct (user_id, role_id, department_id)
  );
  create index role_grant_ending on role_grant (expires_at) where expires_at is not null;
`;

const sessions = `
  create table guest_pass (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    name text not null,
    guest_id text collate "C" references user_account,
    issued_by_id text collate "C" references user_account,
    grants jsonb not null,
    email text,
    phone text,
    link_hash text not null unique,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz,
    revoke_reason text,
    end_announced_at timestamptz,
    last_used_at timestamptz,
    region_code text not null,
    version integer not null default 1,
    created_at timestamptz not null default now()
  );
  create index guest_pass_of_organization on guest_pass (organization_id, id);
  create index guest_pass_of_guest on guest_pass (guest_id);

  create table session (
    id text collate "C" primary key,
    user_id text collate "C" not null references user_account,
    organization_id text collate "C" not null references organization,
    guest_pass_id text collate "C" references guest_pass,
    device text not null,
    user_agent text not null,
    ip text not null,
    country text,
    factors text[] not null default '{}',
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text
  );
  create index session_open on session (user_id) where ended_at is null;
  create index session_ending on session (expires_at) where ended_at is null;
  create table refresh_token (
    hash text primary key,
    session_id text collate "C" not null references session on delete cascade,
    created_at timestamptz not null default now(),
    replaced_at timestamptz
  );
  create index refresh_token_of_session on refresh_token (session_id);

  create table sign_in_attempt (
    subject text primary key,
    attempts integer not null,
    until timestamptz not null
  );

  create table api_token (
    id text collate "C" primary key,
    user_id text collate "C" not null references user_account,
    organization_id text collate "C" not null references organization,
    name text not null,
    hash text not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  create index api_token_of_user on api_token (user_id) where revoked_at is null;
`;

/** Nothing reads these yet: the model holds second factors and single sign-on before they are built. */
const laterSignIn = `
  create table mfa_factor (
    id text collate "C" primary key,
    user_id text collate "C" not null references user_account,
    kind text not null,
    name text not null,
    secret bytea not null,
    last_counter bigint not null default 0,
    confirmed_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz not null default now()
  );
  create index mfa_factor_of_user on mfa_factor (user_id);

  create table identity_provider (
    id text collate "C" primary key,
    organization_id text collate "C" not null references organization,
    kind text not null check (kind in ('OIDC', 'SAML', 'LDAP')),
    name text not null,
    email_domains text[] not null default '{}',
    settings jsonb not null,
    enabled boolean not null default false,
    created_at timestamptz not null default now()
  );
  create table external_identity (
    provider_id text collate "C" not null references identity_provider,
    subject text not null,
    user_id text collate "C" not null references user_account,
    linked_at timestamptz not null default now(),
    primary key (provider_id, subject)
  );
  create index external_identity_of_user on external_identity (user_id);
`;

const searchIndex = `
  do $$
  begin
    create index user_account_search on user_account using gin (search_name public.gin_trgm_ops);
  exception when undefined_object then
    null; -- without pg_trgm a search reads the organisation's people, which is slower and just as right
  end $$;
`;

import type { Country, Region } from './region.js';

/** Every country of ISO 3166-1 by the region that keeps its data. */
const COUNTRIES = {
  eu: `AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD
    ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA`,
  af: `AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG
    RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW`,
  na: `AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US
    VC VG VI`,
  sa: 'AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE',
  me: 'AE BH IL IQ IR JO KW LB OM PS QA SA SY YE',
  ap: `AF AQ AS AU BD BN BT CC CK CN CX FJ FM GU HK HM ID IN IO JP KG KH KI KP KR KZ LA LK MH MM MN MO MP MV MY NC NF NP NR
    NU NZ PF PG PH PK PN PW SB SG TF TH TJ TK TL TM TO TV TW UM UZ VN VU WF WS`,
} as const;

const NAMES: Readonly<Record<keyof typeof COUNTRIES, string>> = {
  eu: 'Europe',
  af: 'Africa',
  na: 'North America',
  sa: 'South America',
  me: 'Middle East',
  ap: 'Asia and Pacific',
};

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
const regions = new Map<string, Region>();
const countries = new Map<string, Country>();

for (const [code, codes] of Object.entries(COUNTRIES)) {
  const covered: Country[] = [];
  const region: Region = { code, name: NAMES[code as keyof typeof COUNTRIES], countries: covered };
  regions.set(code, region);
  for (const countryCode of codes.split(/\s+/)) {
    const country = { code: countryCode, name: countryNames.of(countryCode) ?? countryCode, region };
    covered.push(country);
    countries.set(countryCode, country);
  }
}

/** A region by its code. */
export const regionOf = (code: string): Region | null => regions.get(code) ?? null;

/** A country by its code. */
export const countryOf = (code: string): Country | null => countries.get(code) ?? null;

/** Where the data of people in a country stays. */
export const homeRegion = (country: string): string => countries.get(country)?.region.code ?? 'eu';

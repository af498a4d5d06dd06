// Where an organisation lays down that names are drawn, as statements that decide about access see it.

/** Rights that give a thing without a name in it. */
const OPEN = `'{EDIT,SHARE,DOWNLOAD}'::text[]`;

const laidDown = (values: string, node: string): string =>
  `exists (select from sharing_policy sp where sp.organization_id = ${node}.organization_id
    and sp.watermark = any('{${values}}') and (sp.regions is null or ${node}.region = any(sp.regions)))`;

/** Whether names are always drawn for whoever has these rights alone by a share of a node, or of a folder above it. */
export const alwaysDrawn = (rights: string, node: string): string =>
  `(not (${rights} && ${OPEN}) and ${laidDown('ALWAYS', node)})`;

/** The same of a share `g` or link `l`, by the node that it is of. */
export const SHARE_ALWAYS_DRAWN = `exists (select from node pn where pn.id = g.node_id and ${alwaysDrawn('g.rights', 'pn')})`;
export const LINK_ALWAYS_DRAWN = `exists (select from node pn where pn.id = l.node_id
  and not (l.rights && ${OPEN}) and ${laidDown('LINKS,ALWAYS', 'pn')})`;

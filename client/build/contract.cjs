const { isAbstractType } = require('graphql');

/**
 * A codegen plugin: what the client knows of the contract beyond its operations, which is which types each interface
 * and union stands for, as Apollo's cache wants to know it, and the codes an error can bear.
 */
module.exports = {
  plugin(schema) {
    const abstract = Object.values(schema.getTypeMap()).filter(
      (type) => isAbstractType(type) && !type.name.startsWith('__'),
    );
    const possible = Object.fromEntries(
      abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    );
    const codes = schema.getType('ErrorCode').getValues();
    return [
      `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(possible, null, 2)};`,
      `export type ErrorCode = ${codes.map(({ name }) => `'${name}'`).join(' | ')};`,
    ].join('\n\n');
  },
};

// A module of its own, for a package that is imported as it stands brings its server as well.
export { createClient } from 'graphql-ws';

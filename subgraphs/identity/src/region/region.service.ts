/** Regions and countries are the same for everybody and come with the product. */
export { countryOf, regionOf } from './region.rules.js';

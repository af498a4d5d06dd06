// The program that npm calls hive-gateway, so that it is started like the others.
import './node_modules/@graphql-hive/gateway/dist/bin.js';

export interface Config {
  itsm?: {};
}

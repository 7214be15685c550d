// Everything of a call that lies over it, as one file that is fetched once the call stands.
// biome-ignore-all lint/performance/noBarrelFile: the file is the point
export { DeskSheet } from "./desk-sheet";
export { HangUpDialog } from "./hang-up-dialog";
export { KeysDialog } from "./keys-dialog";
export { KitMenu } from "./kit-menu";

// The package has types for its bundles, not for the parts they are made of.
type Dictionaries = readonly (readonly string[])[];

declare module "opencc-js/core" {
  export function ConverterFactory(from: Dictionaries, to: Dictionaries): (text: string) => string;
}
declare module "opencc-js/from/cn" {
  const dictionaries: Dictionaries;
  export default dictionaries;
}
declare module "opencc-js/to/tw" {
  const dictionaries: Dictionaries;
  export default dictionaries;
}

// A style sheet is built into the script as text (esbuild.mjs).
declare module "*.css" {
  const text: string;
  export default text;
}

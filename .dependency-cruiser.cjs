// Which room may import which (DESIGN §2). `tools/test-direction.mjs` reads it, in `npm test`.
// `comment` ends the sentence "A must not import B: …".

const KARNEGAR = "^packages/karnegar/src/"

/** A room of the application: which other rooms it may import, and why no more. */
function room(name, allowed, comment) {
  const rooms = [name, ...allowed].map((one) => `packages/karnegar/src/${one}/`)
  return {
    name: `${name}-room`,
    severity: "error",
    comment,
    from: { path: `${KARNEGAR}${name}/` },
    to: { path: KARNEGAR, pathNot: `^(${rooms.join("|")})` },
  }
}

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      comment: "together they make a circle",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "no such file or package was found",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "coder-pure",
      severity: "error",
      comment: "the coder is pure; it may use its own files and jalaali-js, no other package, room or node: module",
      from: { path: "^packages/coder/src/" },
      to: { pathNot: "^packages/coder/src/|(^|/)node_modules/(@types/)?jalaali-js/" },
    },
    {
      name: "index-runs-anywhere",
      severity: "error",
      comment: "the index runs in a browser too; it may use its own files and the coder's text folding",
      from: { path: "^packages/index/src/" },
      to: { pathNot: "^packages/(index|coder)/src/" },
    },
    {
      name: "packages-by-their-door",
      severity: "error",
      comment: "a package is entered by its index.ts only",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/(coder|index)/src/", pathNot: "^packages/$1/|^packages/[^/]+/src/index\\.ts$" },
    },
    room("record", [], "the record knows the coder and no other room"),
    {
      name: "record-no-index",
      severity: "error",
      comment: "the record knows the coder only",
      from: { path: `${KARNEGAR}record/` },
      to: { path: "^packages/index/" },
    },
    {
      name: "record-no-web",
      severity: "error",
      comment: "the record knows neither HTTP nor HTML nor the command line",
      from: { path: `${KARNEGAR}record/` },
      to: { path: "(^|/)node_modules/(hono|@hono|commander)/|^(node:)?https?$" },
    },
    room("written", ["record"], "what people write is read for every room; it knows the record's words and no other room"),
    room("intake", ["record", "written"], "intake knows the record, what people write and the coder"),
    {
      name: "intake-no-index",
      severity: "error",
      comment: "intake knows the record and the coder",
      from: { path: `${KARNEGAR}intake/` },
      to: { path: "^packages/index/" },
    },
    room("jobs", ["record"], "jobs know the record's place and no other room; what does them stands in cli"),
    room("backup", ["record"], "a backup knows the record and no other room"),
    room("release", ["record", "web"], "release knows the record, the index and the web's views"),
    room("people", ["record"], "people knows where the record lies and no other room"),
    room("submissions", ["record", "backup"], "submissions know where the record lies and how a backup is sealed"),
    room("web", ["record", "written", "people", "jobs", "submissions"], "web knows the record, what people write, submissions, who works at the desk, the index and the coder; it enqueues jobs for intake and never imports it"),
  ],
  options: {
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "types", "import", "node", "default"],
    },
  },
}

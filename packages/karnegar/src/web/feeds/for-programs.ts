import { FIELDS } from "@karnegar/index"
import type { Catalogue } from "../catalogue.ts"
import { FILE_TYPES } from "../explore/files.ts"
import { fieldWord } from "../words/counting.ts"
import { wordsOf } from "../words/language.ts"
import { xml } from "./feeds.ts"

/** Records of one part of the map of the site: each has an address in two languages, and 50,000 addresses are read. */
export const PART = 20_000

/** Pages that are not records. */
const PAGES = ["/", "/actions", "/statistics", "/api", "/about"]

/** Records that have a page, in an order of their own. */
function idsOf(catalogue: Catalogue): readonly string[] {
  return [...new Set([...catalogue.actions.values()].map(({ id }) => id))].sort()
}

/** The parts that the map of the site has. Source: sitemaps.org 0.9. */
export function siteMap(catalogue: Catalogue, origin: string): string {
  const parts = Math.max(1, Math.ceil(idsOf(catalogue).length / PART))
  const lines = Array.from(
    { length: parts },
    (_, i) => `<sitemap><loc>${xml(`${origin}/sitemap-${i + 1}.xml`)}</loc></sitemap>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join("\n")}\n</sitemapindex>\n`
}

/** One part of it; null where there is no such part. */
export function siteMapPart(catalogue: Catalogue, origin: string, part: number): string | null {
  const ids = idsOf(catalogue)
  if (part < 1 || part > Math.max(1, Math.ceil(ids.length / PART))) return null
  const paths = [
    ...(part === 1 ? PAGES : []),
    ...ids.slice((part - 1) * PART, part * PART).map((id) => `/actions/${id}`),
  ]
  const lines = paths.flatMap((path) =>
    ["fa", "en"].map((lang) => `<url><loc>${xml(`${origin}/${lang}${path}`)}</loc></url>`),
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join("\n")}\n</urlset>\n`
}

/** What programs that gather pages are asked to leave alone: the desk, and parts of sets, which have no end. */
export function robotsText(origin: string): string {
  return [
    "User-agent: *",
    "Disallow: /fa/desk",
    "Disallow: /en/desk",
    "Disallow: /fa/send",
    "Disallow: /en/send",
    "Disallow: /*?",
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ].join("\n")
}

/**
 * The record as a schema.org `Dataset`. It stands at an address of its own, to which pages link: no page holds a script
 * element of any kind.
 */
export function datasetOf(catalogue: Catalogue, origin: string) {
  const { rows } = catalogue.index
  const days = rows.flatMap(({ start }) => start ?? [])
  const [newest, oldest] = [days[0], days.at(-1)]
  return {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    name: `${wordsOf("en").name}: ${wordsOf("en").tagline}`,
    alternateName: `${wordsOf("fa").name}: ${wordsOf("fa").tagline}`,
    description: wordsOf("en").lead,
    url: `${origin}/en/`,
    inLanguage: ["fa", "en"],
    isAccessibleForFree: true,
    license: "https://creativecommons.org/licenses/by/4.0/",
    spatialCoverage: { "@type": "Place", name: "Iran" },
    ...(newest === undefined ? {} : { temporalCoverage: `${oldest}/${newest}` }),
    variableMeasured: FIELDS.map((field) => ({
      "@type": "PropertyValue",
      name: field,
      description: fieldWord(field, "en"),
    })),
    distribution: Object.entries(FILE_TYPES).map(([format, type]) => ({
      "@type": "DataDownload",
      encodingFormat: type.split(";")[0],
      contentUrl: `${origin}/en/actions.${format}`,
    })),
  }
}

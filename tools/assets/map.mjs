#!/usr/bin/env node
// Draws the base map (light and dark palette PNG) from the province outlines. The frame agrees with web/map.ts; a test holds them equal.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { geoIdentity, geoPath } from "d3-geo"
import sharp from "sharp"
import { feature, mesh } from "topojson-client"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const out = join(root, "packages/karnegar/assets/built")
mkdirSync(out, { recursive: true })
const BOUNDS = { west: 43.6, east: 63.8, north: 40.1, south: 24.7 }
/** Pixels of the file: more than any screen gives the map, so that four colours are enough: the browser smooths them. */
const WIDTH = 900
/** Equirectangular about 32.5° N, so that degrees are as long both ways there. */
const HEIGHT = Math.round(
  (WIDTH * (BOUNDS.north - BOUNDS.south)) / ((BOUNDS.east - BOUNDS.west) * Math.cos((32.5 * Math.PI) / 180)),
)

const topology = JSON.parse(readFileSync(join(root, "data/boundaries/iran-provinces.topojson"), "utf8"))
const layer = Object.values(topology.objects)[0]
const x = (lon) => ((lon - BOUNDS.west) / (BOUNDS.east - BOUNDS.west)) * WIDTH
const y = (lat) => ((BOUNDS.north - lat) / (BOUNDS.north - BOUNDS.south)) * HEIGHT
/** Straight lines between points, no curvature: what the server's percentages do. */
const flat = geoIdentity()
const project = {
  stream: (to) => flat.stream({ ...wrap(to), point: (lon, lat) => to.point(x(lon), y(lat)) }),
}
const wrap = (to) => ({
  lineStart: () => to.lineStart(),
  lineEnd: () => to.lineEnd(),
  polygonStart: () => to.polygonStart(),
  polygonEnd: () => to.polygonEnd(),
})
const path = geoPath(project).digits(1)
const land = path(feature(topology, layer))
const inner = path(mesh(topology, layer, (a, b) => a !== b))
const outer = path(mesh(topology, layer, (a, b) => a === b))

for (const [name, fill, border, coast] of [
  ["map-light", "#ebe4d6", "#d3c8b4", "#958a76"],
  ["map-dark", "#282d34", "#414851", "#747c88"],
]) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><path d="${land}" fill="${fill}"/><path d="${inner}" fill="none" stroke="${border}" stroke-width="1.5"/><path d="${outer}" fill="none" stroke="${coast}" stroke-width="2" stroke-linejoin="round"/></svg>`
  const png = await sharp(Buffer.from(svg))
    .png({ palette: true, colours: 4, dither: 0, compressionLevel: 9, effort: 10 })
    .toBuffer()
  writeFileSync(join(out, `${name}.png`), png)
  console.error(`${name}.png ${WIDTH}×${HEIGHT} ${(png.length / 1024).toFixed(1)} kB`)
}

// The site's icon: the letter ک on ochre, drawn so that no font is needed.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" rx="10" fill="#8a5a14"/><path d="M50 14 L26 26 Q20 30 27 34 L44 42 Q50 46 44 50 L14 50" fill="none" stroke="#fffdf9" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>`
writeFileSync(join(out, "icon.png"), await sharp(Buffer.from(icon)).png({ palette: true, colours: 8 }).toBuffer())

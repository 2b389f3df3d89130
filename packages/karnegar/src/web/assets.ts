import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"

/** Files that the site serves beside its pages, with their types. All stand in the folder of built assets. */
const TYPES: Readonly<Record<string, string>> = {
  "site.css": "text/css; charset=utf-8",
  "desk.css": "text/css; charset=utf-8",
  "send.css": "text/css; charset=utf-8",
  "open.js": "text/javascript; charset=utf-8",
  "send.js": "text/javascript; charset=utf-8",
  "desk.js": "text/javascript; charset=utf-8",
  "passkey.js": "text/javascript; charset=utf-8",
  "map-light.png": "image/png",
  "map-dark.png": "image/png",
  "icon.png": "image/png",
  "vazirmatn.woff2": "font/woff2",
}

/** A file of the site, held in memory. */
interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  /** First letters of the hash of its bytes: an address with it may be kept for ever. */
  readonly mark: string
}

/** The built assets by name. */
export type Assets = ReadonlyMap<string, Asset>

/** @throws Error with the way out when the folder lacks a file: the assets were not built. */
export function readAssets(dir: string): Assets {
  return new Map(
    Object.entries(TYPES).map(([name, type]) => {
      try {
        const bytes = Uint8Array.from(readFileSync(join(dir, name)))
        return [name, { bytes, type, mark: createHash("sha256").update(bytes).digest("hex").slice(0, 10) }]
      } catch (cause) {
        throw new Error(`couldn't read the asset ${name}: run \`npm run build\``, { cause })
      }
    }),
  )
}

/** Address of an asset with the mark of its content. */
export function assetAddress(assets: Assets, name: string): string {
  const asset = assets.get(name)
  if (asset === undefined) throw new Error(`no asset is called ${name}`)
  return `/assets/${name}?v=${asset.mark}`
}

import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import sharp from "sharp"

/* Pictures of pages that are kept, and how a page of now is held against its own.

   A picture is a third of the screen's size, so that what a font's edges do from one version of a browser to the next is
   lost in it, and it stays small. Two pictures are compared by blocks: each block's mean difference of luminance. */

const KEPT = join(import.meta.dirname, "pictures")
/** Pictures that differ are put here, to be looked at. */
const NEW = join(import.meta.dirname, "../../.cache/pictures")

const SCALE = 3
/** Edge of a block in pixels of the picture: 24 px on the screen, about a line of text. */
const BLOCK = 8
/** Mean difference of luminance, of 255, from which a block differs. */
export const BLOCK_DIFFERS = 10
/** Part of all blocks that may differ. */
export const SHARE_ALLOWED = 0.003

const accepts = process.env.KARNEGAR_PICTURES === "accept"

/** A screenshot as it is kept. */
export async function shrink(screenshot: Uint8Array): Promise<Buffer> {
  const { width } = await sharp(screenshot).metadata()
  return sharp(screenshot)
    .resize({ width: Math.round(width / SCALE), kernel: "cubic" })
    .webp({ quality: 60, effort: 4 })
    .toBuffer()
}

/** How much of a picture differs from another: 0 nothing, 1 every block, or a size of its own. */
export async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([luminance(one), luminance(other)])
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) return 1
  const { width, height } = a.info
  let blocks = 0
  let differ = 0
  for (let top = 0; top < height; top += BLOCK)
    for (let left = 0; left < width; left += BLOCK) {
      let sum = 0
      let count = 0
      for (let y = top; y < Math.min(top + BLOCK, height); y++)
        for (let x = left; x < Math.min(left + BLOCK, width); x++) {
          sum += Math.abs(a.data[y * width + x]! - b.data[y * width + x]!)
          count++
        }
      blocks++
      if (sum / count > BLOCK_DIFFERS) differ++
    }
  return differ / blocks
}

/** Each pixel's luminance, blurred by about a pixel: a letter that moved by a part of one is still there. */
function luminance(picture: Uint8Array) {
  return sharp(picture).blur(1.2).toColourspace("b-w").removeAlpha().raw().toBuffer({ resolveWithObject: true })
}

/** The picture that is kept under a name, or null. */
export function kept(name: string): Buffer | null {
  try {
    return readFileSync(join(KEPT, `${name}.webp`))
  } catch {
    return null
  }
}

/**
 * Holds a screenshot against the picture that is kept under its name. With `KARNEGAR_PICTURES=accept` it takes the place
 * of that one where the two differ.
 *
 * @returns what is wrong, or null.
 */
export async function hold(name: string, screenshot: Uint8Array): Promise<string | null> {
  const now = await shrink(screenshot)
  const before = kept(name)
  const share = before === null ? 1 : await difference(before, now)
  if (share <= SHARE_ALLOWED) return null
  if (accepts) {
    write(join(KEPT, `${name}.webp`), now)
    return null
  }
  const path = join(NEW, `${name}.webp`)
  write(path, now)
  return before === null
    ? `${name}: no picture is kept; the new one is ${path}`
    : `${name}: ${(share * 100).toFixed(1)}% of the picture differs; the new one is ${path}`
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

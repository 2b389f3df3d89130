/** Copies of attachments without what cameras and word processors write into them. The original stays sealed. */
import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { readFile, rm, writeFile } from "node:fs/promises"
import { extname, join } from "node:path"
import { promisify } from "node:util"
import type { Attachment } from "./parcel.ts"

/** A copy that may be looked at and, once its content was judged, published. */
export interface WorkingCopy {
  readonly bytes: Uint8Array
  /** Ending of its name, with the dot. */
  readonly ending: string
  /** What made it. */
  readonly tool: "sharp" | "mat2" | "exiftool"
}

/** Pixels of the largest picture that is decoded: one that says it is larger is a bomb. */
const MOST_PIXELS = 100_000_000
const TOOL_MS = 60_000
/** Endings that mat2 cleans. */
const MAT2 = /^\.(pdf|docx|xlsx|pptx|odt|ods|odp|epub|mp3|ogg|flac|wav|mp4|heic)$/
/** Endings of which exiftool leaves nothing behind; a PDF it only seems to clean. */
const EXIFTOOL = /^\.(heic|heif|mp4|mov|m4a)$/

/**
 * Makes a working copy: pictures are decoded and drawn anew, other files are cleaned by mat2 or exiftool where they are installed.
 *
 * @param folder Private folder for the moment in which mat2 or exiftool works.
 * @returns null for a kind that nothing here can clean: it is not publishable.
 */
export async function workingCopy(attachment: Attachment, folder: string): Promise<WorkingCopy | null> {
  return (await drawnAnew(attachment.bytes)) ?? (await cleaned(attachment, folder))
}

async function drawnAnew(bytes: Uint8Array): Promise<WorkingCopy | null> {
  const { default: sharp } = await import("sharp")
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    const format: string = (await picture.metadata()).format
    // SVG is a program more than a picture.
    if (!["jpeg", "png", "webp", "gif", "tiff", "heif", "avif"].includes(format)) return null
    const upright = picture.autoOrient()
    const lossy = format === "jpeg" || format === "heif" || format === "avif"
    const drawn = await (lossy ? upright.jpeg({ quality: 90 }) : upright.png()).toBuffer()
    return { bytes: drawn, ending: lossy ? ".jpg" : ".png", tool: "sharp" }
  } catch (error) {
    // No picture, a kind that this sharp cannot decode, or a broken one.
    if (error instanceof Error) return null
    throw error
  }
}

async function cleaned({ name, bytes }: Attachment, folder: string): Promise<WorkingCopy | null> {
  const ending = extname(name).toLowerCase()
  for (const [tool, kinds, options] of [
    ["mat2", MAT2, ["--inplace"]],
    ["exiftool", EXIFTOOL, ["-q", "-all=", "-overwrite_original"]],
  ] as const) {
    if (!kinds.test(ending)) continue
    const file = join(folder, `${randomBytes(6).toString("hex")}${ending}`)
    try {
      await writeFile(file, bytes, { mode: 0o600, flag: "wx" })
      await promisify(execFile)(tool, [...options, file], { timeout: TOOL_MS })
      return { bytes: await readFile(file), ending, tool }
    } catch (error) {
      // Not installed, or a file that it refuses: the next one, or none.
      if (!(error instanceof Error)) throw error
    } finally {
      await rm(file, { force: true })
    }
  }
  return null
}

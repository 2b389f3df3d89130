import { execFileSync } from "node:child_process"
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readAgeFile } from "./age-file.ts"
import { openSealed } from "./open-sealed.ts"
import { BUCKETS, EMPTY_PARCEL, packParcel, unpackParcel } from "./parcel.ts"
import { newReceipt, readReceipt, receiptGroups } from "./receipt.ts"

describe("packParcel", () => {
  test("gives back what it was given, as long as a bucket", async () => {
    const word = fc.string({ unit: "binary", maxLength: 40 })
    const parcels = fc.record({
      text: fc.string({ unit: "binary", maxLength: 3000 }),
      place: word,
      day: word,
      source: word,
      attachments: fc.array(fc.record({ name: word, bytes: fc.uint8Array({ maxLength: 9000 }) }), { maxLength: 3 }),
      sealed: fc.option(fc.uint8Array({ maxLength: 2000 })),
    })
    await fc.assert(
      fc.asyncProperty(parcels, async (parcel) => {
        const packed = await packParcel(parcel)
        expect(BUCKETS).toContain(packed.length)
        expect(await unpackParcel(packed)).toEqual(parcel)
      }),
      { numRuns: 100 },
    )
  })

  test("makes a tar that tar itself reads", async () => {
    const packed = await packParcel({ ...EMPTY_PARCEL, text: "سلام", attachments: [{ name: "a.png", bytes: packed0 }] })
    expect(execFileSync("tar", ["-t"], { input: packed, encoding: "utf8" }).trim().split("\n")).toEqual([
      "message.json",
      "message.txt",
      "attachment-1.png",
      "padding",
    ])
  })

  test("refuses what fits no bucket", async () => {
    const bytes = new Uint8Array(BUCKETS.at(-1)!)
    await expect(packParcel({ ...EMPTY_PARCEL, attachments: [{ name: "a", bytes }] })).rejects.toThrow(RangeError)
  })
})

const packed0 = new Uint8Array([137, 80, 78, 71])

describe("unpackParcel", () => {
  test("is null for what is no parcel", async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(2048), new TextEncoder().encode("a text")])
      expect(await unpackParcel(bytes)).toBe(null)
  })
})

describe("readReceipt", () => {
  test("reads a code in any digits and groups, and nothing shorter or longer", () => {
    const code = newReceipt()
    const persian = code.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)))
    for (const written of [code, ` ${receiptGroups(code).join("-")}\n`, receiptGroups(persian).join(" ")])
      expect(readReceipt(written)).toBe(code)
    for (const written of ["", code.slice(1), `${code}1`, "x".repeat(300)]) expect(readReceipt(written)).toBe(null)
  })

  test("has codes of more than a hundred bits, all different", () => {
    expect(new Set(Array.from({ length: 2000 }, newReceipt)).size).toBe(2000)
    expect(Math.log2(10) * newReceipt().length).toBeGreaterThan(100)
  })
})

describe("an age file that was made elsewhere", async () => {
  const identity = await generateX25519Identity()
  const sealed = async (what: string | Uint8Array) => {
    const encrypter = new Encrypter()
    encrypter.addRecipient(await identityToRecipient(identity))
    return encrypter.encrypt(what)
  }

  test("is told by its header: binary, in letters, locked with a passphrase, or none", async () => {
    const file = await sealed("متن")
    const letters = new TextEncoder().encode(`\r\n${armor.encode(file)}`)
    const locked = new Encrypter()
    locked.setPassphrase("گذرواژه")
    locked.setScryptWorkFactor(10)
    expect(readAgeFile(file)).toEqual({ bytes: file })
    expect(readAgeFile(letters)).toEqual({ bytes: file })
    expect(readAgeFile(await locked.encrypt("متن"))).toEqual({ fault: "passphrase" })
    for (const bad of [
      "",
      "hello",
      "age-encryption.org/v1\n",
      "age-encryption.org/v1\n--- x\n",
      "-----BEGIN AGE ENCRYPTED FILE-----\nx",
    ])
      expect(readAgeFile(new TextEncoder().encode(bad))).toEqual({ fault: "not_age" })
  })

  test("is opened through both layers, whatever is in it", async () => {
    const parcel = await packParcel({ ...EMPTY_PARCEL, text: "درون", place: "شوش" })
    const pdf = new TextEncoder().encode("%PDF-1.7 \0")
    for (const [inner, want] of [
      [await sealed("تنها یک متن\n"), { text: "تنها یک متن" }],
      [await sealed(parcel), { text: "درون", place: "شوش" }],
      [await sealed(pdf), { attachments: [{ name: "sealed.pdf", bytes: pdf }] }],
    ] as const) {
      const outer = await sealed(await packParcel({ ...EMPTY_PARCEL, sealed: inner }))
      expect(await openSealed(outer, [identity])).toMatchObject({ sealed: null, ...want })
    }
  })

  test("that goes on for ever is left at the third layer", async () => {
    let file = await sealed("متن")
    for (let i = 0; i < 5; i++) file = await sealed(await packParcel({ ...EMPTY_PARCEL, sealed: file }))
    expect((await openSealed(file, [identity])).sealed).not.toBe(null)
  })

  test("that is damaged says so", async () => {
    const file = await sealed("متن")
    file[file.length - 1]! ^= 1
    await expect(openSealed(file, [identity])).rejects.toMatchObject({ why: "damaged" })
  })
})

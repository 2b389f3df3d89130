import { crc32, deflateRawSync } from "node:zlib"

/** Makes a zip archive of parts. Sizes that it states can be lies, as hostile archives have them. */
export function zipOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  { stated = null, flags = 0 }: { readonly stated?: number | null; readonly flags?: number } = {},
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(parts)) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const label = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(typeof crc32 === "function" ? crc32(raw) : 0, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(stated ?? raw.length, 18)
    common.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, label, packed])
    bodies.push(local)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002", "latin1"), Buffer.from([20, 0]), common, tail, label]))
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\u0005\u0006", 0, "latin1")
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, list, end])
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The parts of a workbook with one sheet whose `sheetData` is given, and a day format as style 1. */
export function workbookParts(
  sheetData: string,
  { strings = "", sheetName = "Sheet1", behind = "", date1904 = false } = {},
): Record<string, string> {
  return {
    "xl/workbook.xml": `${HEAD}<workbook xmlns:r="r">${date1904 ? '<workbookPr date1904="1"/>' : ""}<sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${HEAD}<sst>${strings}</sst>`,
    "xl/worksheets/sheet1.xml": `${HEAD}<worksheet><sheetData>${sheetData}</sheetData>${behind}</worksheet>`,
  }
}

/** A PDF with one line of Latin letters on each page. */
export function textPdf(pages: readonly string[]): Buffer {
  const objects: string[] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ")}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
  ]
  for (const [i, text] of pages.entries()) {
    const shown = text === "" ? "" : `BT /F 12 Tf 20 700 Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + 2 * i} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
      `<</Length ${shown.length}>>stream\n${shown}\nendstream`,
    )
  }
  let out = "%PDF-1.4\n"
  const at = objects.map((object, i) => {
    const start = out.length
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = at.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("")
  const start = out.length
  return Buffer.from(
    `${out}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${start}\n%%EOF`,
    "latin1",
  )
}

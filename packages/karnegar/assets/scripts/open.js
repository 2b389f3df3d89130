// Opens a submission in the reviewer's browser with a key file: the sealed files are fetched, the key goes nowhere. Pictures are
// drawn anew and offered as copies; other attachments stay sealed here.
import { armor, Decrypter } from "age-encryption"
import { NotOpened, openSealed } from "../../src/submissions/open-sealed.ts"

const here = document.querySelector("[data-open]")
const part = (name, of = here) => of.querySelector(`[data-${name}]`)
const says = (name) => {
  for (const one of here.querySelectorAll("[data-says]")) one.hidden = one.dataset.says !== name
}

here.hidden = false
here.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault()
  says("opening")
  try {
    const keys = await readKeys(document.getElementById("key").files[0], document.getElementById("key-passphrase").value)
    if (keys.length === 0) return says("noKey")
    const parcels = []
    for (const link of document.querySelectorAll("a[data-part]")) {
      const answer = await fetch(link.href)
      if (!answer.ok) return says("failed")
      parcels.push(await openSealed(new Uint8Array(await answer.arrayBuffer()), keys))
    }
    part("texts").replaceChildren(...(await Promise.all(parcels.map(shown))))
    const text = document.getElementById("text")
    if (text.value === "") text.value = parcels.map((one) => one.text).join("\n\n")
    says("")
    const state = document.querySelector("form[data-opened-state]")
    await fetch(state.action, { method: "POST", body: new URLSearchParams(new FormData(state)) })
  } catch (error) {
    says(error instanceof NotOpened && error.why === "wrong_key" ? "wrongKey" : "failed")
  }
})

/** Secret keys of a file, which may be locked with a passphrase; none where it holds none. */
async function readKeys(file, passphrase) {
  let bytes = new Uint8Array(await file.arrayBuffer())
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 40))
  if (/^(-----BEGIN AGE|age-encryption\.org)/.test(start)) {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    try {
      bytes = await decrypter.decrypt(start.startsWith("-") ? armor.decode(new TextDecoder().decode(bytes)) : bytes)
    } catch {
      return []
    }
  }
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/)
  return lines.map((line) => line.trim()).filter((line) => /^AGE-SECRET-KEY-[0-9A-Z-]+$/.test(line))
}

async function shown(parcel) {
  const article = here.querySelector("template").content.cloneNode(true)
  part("text", article).textContent = parcel.text
  for (const [name, value] of [
    ["place", parcel.place],
    ["when", parcel.day],
    ["source", parcel.source],
  ]) {
    const row = article.querySelector(`[data-field="${name}"]`)
    row.hidden = value === ""
    row.querySelector("dd").textContent = value
  }
  const list = part("copy", article)
  for (const [i, { name, bytes }] of parcel.attachments.entries()) {
    part("attachments", article).hidden = false
    const line = document.createElement("li")
    const own = document.createElement("bdi")
    own.textContent = name
    const copy = await drawnAnew(bytes)
    const what = document.createElement(copy === null ? "span" : "a")
    what.textContent = copy === null ? list.dataset.notCleaned : list.dataset.copy
    if (copy !== null) Object.assign(what, { href: URL.createObjectURL(copy), download: `copy-${i + 1}.jpg` })
    line.append(own, ": ", what)
    list.append(line)
  }
  return article
}

/** A picture drawn anew: its pixels and nothing else; null for what is no picture. */
async function drawnAnew(bytes) {
  try {
    const picture = await createImageBitmap(new Blob([bytes]))
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height })
    canvas.getContext("2d").drawImage(picture, 0, 0)
    return await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9))
  } catch {
    return null
  }
}

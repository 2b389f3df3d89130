// Seals a report in its sender's browser: the form then posts an age file and nothing else. Without this script the server seals
// on arrival. Everything is read from the form, nothing is fetched.
import { Encrypter } from "age-encryption"
import { EMPTY_PARCEL, packParcel } from "../../src/submissions/parcel.ts"

/** As the server has it: what is larger goes as it is, so that the server takes the text and says what it left. */
const MOST_ATTACHED = 10 * 1024 * 1024

for (const form of document.querySelectorAll("form[data-recipients]")) {
  const part = (name) => form.querySelector(`[data-${name}]`)
  const field = (name) => form.elements.namedItem(name)
  for (const place of form.querySelectorAll("[data-where]")) place.hidden = place.dataset.where !== "browser"
  let given = false
  form.addEventListener("submit", async (event) => {
    if (given) return
    const files = [...field("files").files]
    const text = field("text").value.trim()
    if (text === "" && files.length === 0) return
    event.preventDefault()
    if (!part("sealing").hidden) return
    part("failed").hidden = true
    part("sealing").hidden = false
    try {
      const attachments = []
      let room = MOST_ATTACHED
      for (const file of files) {
        room -= file.size
        if (room >= 0) attachments.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
      }
      const [place, day, source] = ["place", "day", "source"].map((name) => field(name).value.trim())
      const encrypter = new Encrypter()
      for (const recipient of form.dataset.recipients.split(" ")) encrypter.addRecipient(recipient)
      const sealed = await encrypter.encrypt(
        await packParcel({ ...EMPTY_PARCEL, text, place, day, source, attachments }),
      )
      post(form, sealed, room < 0)
    } catch {
      part("failed").hidden = false
      given = true
      for (const place of form.querySelectorAll("[data-where]")) place.hidden = place.dataset.where !== "server"
    }
    part("sealing").hidden = true
  })
}

/** Posts the age file by a form of its own: what was typed stays where it is until the answer comes, and goes nowhere. */
function post(form, sealed, tooLarge) {
  const own = document.createElement("form")
  own.method = "post"
  own.action = form.action
  own.enctype = "multipart/form-data"
  own.hidden = true
  const input = (type, name, value) => {
    const one = document.createElement("input")
    Object.assign(one, { type, name })
    if (value !== undefined) one.value = value
    own.append(one)
    return one
  }
  input("hidden", "code", form.elements.namedItem("code").value)
  if (form.elements.namedItem("add") !== null) input("hidden", "add", "1")
  if (tooLarge) input("hidden", "left", "too_large")
  const transfer = new DataTransfer()
  transfer.items.add(new File([sealed], "sealed.age", { type: "application/octet-stream" }))
  input("file", "sealed").files = transfer.files
  document.body.append(own)
  own.submit()
}

// Lets a browser that has passkeys use them: shows the form, asks the authenticator, puts its answer into the form and sends it.
// The page works without: the form stays hidden.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const make = form.dataset.passkey === "make"
  const read = make ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"
  if (!window.PublicKeyCredential || !PublicKeyCredential[read]) continue
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value !== "") return
    event.preventDefault()
    try {
      const publicKey = PublicKeyCredential[read](JSON.parse(form.dataset.options))
      const answer = await navigator.credentials[make ? "create" : "get"]({ publicKey })
      form.elements.answer.value = JSON.stringify(answer)
      form.submit()
    } catch {
      form.querySelector("[role=alert]").hidden = false
    }
  })
}

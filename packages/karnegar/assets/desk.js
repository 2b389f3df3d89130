// Keys for the desk: each presses what a mouse would press. Pages are whole without this file.
;(() => {
  const typing = (el) => el instanceof HTMLElement && el.matches("input:not([type=checkbox], [type=radio]), textarea, select")
  const forms = () => [...document.querySelectorAll("form.action")]
  let touched = null

  /** The action that keys mean: the one with the focus, else the first that has an «accept». */
  const current = () => {
    const own = document.activeElement?.closest?.("form.action")
    return own ?? document.querySelector("form.action:has([accesskey=a])") ?? forms()[0] ?? null
  }
  const press = (letter) => {
    const el = current()?.querySelector(`[data-key="${letter}"]`) ?? document.querySelector(`[data-key="${letter}"]`)
    if (el === null || el === undefined) return false
    el.click()
    return true
  }
  /** The words of the report that are selected now, or none. */
  const picked = () => {
    const selection = getSelection()
    const inside = selection?.anchorNode?.parentElement?.closest(".report")
    if (!inside || selection.isCollapsed) return ""
    // The names of fields stand small in the text; they are no words of it.
    const copy = selection.getRangeAt(0).cloneContents()
    for (const small of copy.querySelectorAll("small")) small.remove()
    return copy.textContent.replace(/\s+/gu, " ").trim().slice(0, 300)
  }
  /** Puts what is selected into the field with this number; into a list it is added. */
  const put = (nth) => {
    const words = picked()
    const input = current()?.querySelector(`[data-nth="${nth}"]`)
    if (words === "" || !input || input.disabled) return false
    const adds = input.parentElement.querySelector(".kept") !== null || input.list?.id.match(/-(forms|demands|outcomes|repression|places|organisations)$/u)
    input.value = adds && input.value.trim() !== "" ? `${input.value.trim()}، ${words}` : words
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.focus()
    return true
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === "Escape") return document.activeElement?.blur?.()
    if (typing(event.target)) return
    // By the place of the key: the same on a Persian keyboard.
    const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(event.code)
    const letter = /^Key([A-Z])$/u.exec(event.code)?.[1].toLowerCase()
    let done = false
    if (digit !== null) done = put(digit[1])
    else if (letter === "e") {
      const first = current()?.querySelector("[data-nth]:not(:disabled)")
      first?.focus()
      first?.select?.()
      done = first !== undefined && first !== null
    } else if (letter === "n") {
      const all = forms()
      const next = all[(all.indexOf(current()) + 1) % all.length]
      next?.querySelector("[data-nth], button")?.focus()
      next?.scrollIntoView({ block: "start" })
      done = next !== undefined
    } else if (letter !== undefined) done = press(letter)
    if (done) event.preventDefault()
  })
  document.addEventListener("input", (event) => {
    touched = event.target.closest?.("form.action") ?? touched
  })
  document.addEventListener("submit", () => {
    touched = null
  })
  addEventListener("beforeunload", (event) => {
    if (touched !== null) event.preventDefault()
  })
})()

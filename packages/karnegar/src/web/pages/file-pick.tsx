import type { FC } from "hono/jsx"

/** Field for choosing a file. Its own button is hidden for one in the language of the page. Without `name` the file is never sent. */
export const FilePick: FC<{
  id: string
  label: string
  choose: string
  name?: string
  hint?: string
  accept?: string
  multiple?: boolean
  required?: boolean
}> = ({ id, label, choose, hint, ...input }) => (
  <p class="field">
    <label for={id}>{label}</label>
    <span class="pick">
      <label for={id}>{choose}</label>
      <input id={id} {...input} type="file" aria-describedby={hint && `${id}-hint`} />
    </span>
    {hint && (
      <small id={`${id}-hint`} class="soft">
        {hint}
      </small>
    )}
  </p>
)

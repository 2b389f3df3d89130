/** Why a time was not proven. Never reuse or rename a `code`. */
export type TimestampRefusal =
  /** `status`: the server's own number (RFC 3161, PKIStatus). */
  | { readonly code: "timestamp.refused"; readonly status: number }
  | { readonly code: "timestamp.unreadable" }
  | { readonly code: "timestamp.other_bytes" }
  | { readonly code: "timestamp.other_question" }
  | { readonly code: "timestamp.not_its_purpose" }
  | { readonly code: "timestamp.untrusted" }
  | { readonly code: "timestamp.nothing_known" }
  /** `calendar`: the one that the proof leads to. */
  | { readonly code: "timestamp.other_calendar"; readonly calendar: string }

/** Is a refusal one of a timestamp? */
export function isTimestampRefusal(refusal: { readonly code: string }): refusal is TimestampRefusal {
  return refusal.code.startsWith("timestamp.")
}

/** One plain sentence with what to do next. Adding a code without words here fails to compile. */
export function timestampRefusalText(refusal: TimestampRefusal, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (refusal.code) {
    case "timestamp.refused":
      return fa
        ? `سرور مهر زمان نداد (${refusal.status.toLocaleString("fa")})؛ بعداً یا از سرور دیگری بخواهید.`
        : `The server gave no timestamp (${refusal.status}); ask later, or another server.`
    case "timestamp.unreadable":
      return fa
        ? "پاسخ سرور مهر زمان نیست یا خراب است؛ نشانی سرور را بررسی کنید."
        : "What the server sent is no timestamp, or a broken one; check the server's address."
    case "timestamp.other_bytes":
      return fa
        ? "این مهر زمان از آن بایت‌های دیگری است و چیزی را ثابت نمی‌کند؛ دوباره بخواهید."
        : "The timestamp is of other bytes and proves nothing; ask again."
    case "timestamp.other_question":
      return fa
        ? "این مهر زمان پاسخ پرسش ما نیست و شاید کهنه باشد؛ دوباره یا از سرور دیگری بخواهید."
        : "The timestamp answers another question than ours and may be an old one; ask again, or another server."
    case "timestamp.not_its_purpose":
      return fa
        ? "گواهی امضاکننده برای مهر زمان نیست؛ سرور دیگری نام ببرید."
        : "The signer's certificate is not one for timestamps; name another server."
    case "timestamp.untrusted":
      return fa
        ? "امضایش درست نیست یا به مرجعی که می‌شناسیم نمی‌رسد؛ گواهی مرجع را با ‎--timestamp-authority‎ بدهید."
        : "Its signature does not hold, or leads to no authority that we know; give the authority's certificate with --timestamp-authority."
    case "timestamp.nothing_known":
      return fa
        ? "این گواه به تقویم یا بلوک بیت‌کوینی نمی‌رسد و این‌جا چیزی از آن دانسته نیست؛ تقویم دیگری نام ببرید."
        : "The proof leads to no calendar and no Bitcoin block, and nothing is known of it here; name another calendar."
    case "timestamp.other_calendar":
      return fa
        ? `این سرور کار را به تقویم ‎${refusal.calendar}‎ سپرد که نامش را نبرده‌اید؛ خودش را با ‎--timestamp-calendar‎ نام ببرید.`
        : `The server hands on to the calendar ${refusal.calendar}, which you did not name; name that one with --timestamp-calendar.`
    default:
      return refusal satisfies never
  }
}

import type { ERROR_CODES } from "./schemas.ts"

/** What went wrong, by a lasting code. */
export interface ApiError {
  readonly code: (typeof ERROR_CODES)[number]
  readonly status: 400 | 404 | 500 | 503
  /** The parameter that is meant; never its value. */
  readonly parameter?: string
}

const MESSAGES: Readonly<Record<ApiError["code"], Readonly<Record<"fa" | "en", string>>>> = {
  "action.not_found": {
    fa: "حرکتی با این شناسه نیست. شناسه را از فهرست بردارید: \u2066/api/v1/actions\u2069",
    en: "There is no action with this id. Take ids from the list: /api/v1/actions",
  },
  "query.bad_value": {
    fa: "این پارامتر چنین مقداری ندارد. مقدارهای درست در \u2066/fa/api\u2069 آمده است.",
    en: "This parameter has no such value. /en/api lists those that it has.",
  },
  "query.unknown_parameter": {
    fa: "این نشانی چنین پارامتری ندارد. نام‌های درست در \u2066/fa/api\u2069 آمده است.",
    en: "This address has no such parameter. /en/api lists those that it has.",
  },
  "query.bad_cursor": {
    fa: "این نشانه ادامه درست نیست. مقدار next پاسخ پیش را بی تغییر بفرستید، یا از آغاز بخوانید.",
    en: "This is no cursor. Send the `next` of the answer before as it is, or begin anew.",
  },
  "site.busy": {
    fa: "همین حالا پرسش‌های بسیاری می‌رسد. پس از ثانیه‌هایی که Retry-After می‌گوید دوباره بپرسید.",
    en: "Too many ask just now. Ask again after the seconds that Retry-After tells.",
  },
  "site.not_found": {
    fa: "چنین نشانی‌ای نیست. نشانی‌ها در \u2066/fa/api\u2069 آمده است.",
    en: "There is no such address. /en/api lists those that there are.",
  },
  "site.failed": {
    fa: "خطایی از ما بود. کمی بعد دوباره بپرسید.",
    en: "A fault of ours. Ask again in a while.",
  },
}

/** The one shape of every error of the API. */
export function apiError({ code, parameter }: ApiError) {
  return { error: { code, ...(parameter === undefined ? {} : { parameter }), message: MESSAGES[code] } }
}

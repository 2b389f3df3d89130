import type { MailCounts } from "../intake/mail/read-mail.ts"
import type { TelegramCounts } from "../intake/telegram/counts.ts"

const WORDS: { readonly [name in keyof (TelegramCounts & MailCounts)]: readonly [en: string, fa: string] } = {
  messages: ["messages", "پیام"],
  service: ["service messages", "پیام خودکار تلگرام"],
  unsupported: ["messages that the exporting program did not know", "پیام ناشناخته برای برنامهٔ خروجی‌گیر"],
  withoutText: ["without text", "بی‌متن"],
  joined: ["pictures joined to their message", "تصویر پیوسته به پیام خود"],
  edited: ["edited", "ویرایش‌شده"],
  fromChannels: ["forwarded from known channels", "بازفرستاده از کانال‌های شناخته"],
  fromUnknown: ["forwarded from others, who are not kept", "بازفرستاده از دیگران، که نگه داشته نمی‌شوند"],
  filesNotIncluded: ["files that the export does not hold", "پرونده‌ای که در خروجی نیست"],
  takenOut: ["numbers and addresses of persons taken out", "شماره و نشانی شخصی که برداشته شد"],
  chatsPassed: ["chats passed over unread", "گفت‌وگوی خوانده‌نشده"],
  mails: ["mails", "نامه"],
  ofLists: ["of lists that name themselves", "از خبرنامه‌هایی که نام خود را گفته‌اند"],
  attachments: ["attachments", "پیوست"],
}

/** What a figure of a reader is called; its own name where no words stand for it. */
export function readerCountWords(name: string): readonly [en: string, fa: string] {
  return Object.hasOwn(WORDS, name) ? WORDS[name as keyof typeof WORDS] : [name, name]
}

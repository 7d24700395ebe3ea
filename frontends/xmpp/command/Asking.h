// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Makes conversations of one question, or of none, out of functions.
#pragma once

#include "../Dialogue.h"

namespace spectrum::xmpp::asking
{

// They must not refer to the conversation: it may be gone when a page is ready.
using Begin = std::function<QFuture<DialoguePage>()>;
using Answer = std::function<QFuture<DialoguePage>(const Dialogue::Answers &answers)>;

[[nodiscard]] std::unique_ptr<Dialogue> dialogue(Begin begin, Answer answer = {});

// A page that is there already.
[[nodiscard]] QFuture<DialoguePage> ready(const DialoguePage &page);
// The end of a conversation.
[[nodiscard]] DialoguePage done(const QString &title, const QString &text);
[[nodiscard]] DialoguePage failed(const QString &title, const QString &text);
// The question once more, because the answer does not suit.
[[nodiscard]] DialoguePage again(DialoguePage question, const QString &reason);

} // namespace spectrum::xmpp::asking

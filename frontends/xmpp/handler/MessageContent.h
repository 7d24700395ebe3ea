// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads what a user's message says: text, formatting, links, a nudge, what they type, and what nobody can do.
#pragma once

#include <spectrum/Message.h>

#include <optional>

namespace spectrum::xmpp
{

class Element;

struct MessageContent {
    [[nodiscard]] static MessageContent read(const Element &stanza);
    // The body in the stanza's own namespace, the one without a language first; empty without one.
    [[nodiscard]] static QString bodyOf(const Element &stanza);

    // Whether there is anything for the network.
    [[nodiscard]] bool isSaid() const { return !body.isEmpty() || kind == MessageKind::Attention; }
    // As people wrote it, with the "/me".
    [[nodiscard]] QString spokenBody() const;
    // With its peer and id still to come.
    [[nodiscard]] Message take();

    MessageKind kind = MessageKind::Normal;
    QString body = {};
    QString html = {};
    QList<Attachment> attachments = {};
    // When the sender said it, if it was on its way for long.
    QDateTime sentAt = {};
    bool wantsReceipt = false;
    std::optional<TypingState> typing = {};
    // Something that only the user's own server may say, from somebody who is not it.
    bool isForged = false;
    // It would change a message that is there already, which no network here can; null = it would not.
    const char *impossible = nullptr;

private:
    void readExtension(const Element &child);
    void readLink(const Element &link);
    void readHtml(const Element &html);
    void readTime(const Element &delay);
};

} // namespace spectrum::xmpp

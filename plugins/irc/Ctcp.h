// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The client-to-client protocol inside PRIVMSG and NOTICE: telling it apart from text, and answering it.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace spectrum::irc
{

struct Ctcp {
    QByteArrayView command;
    QByteArrayView text;

    // Nothing when the text is not CTCP. The end mark is often missing in practice.
    [[nodiscard]] static std::optional<Ctcp> parse(QByteArrayView text);
    [[nodiscard]] bool isCommand(QByteArrayView name) const;
    // The body of a NOTICE that answers the question; empty = it is to be ignored.
    [[nodiscard]] QByteArray answer(const QDateTime &now) const;
    [[nodiscard]] static QByteArray quoted(QByteArrayView command, QByteArrayView text);
};

} // namespace spectrum::irc

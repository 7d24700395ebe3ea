// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Ctcp.h"

namespace spectrum::irc
{

namespace
{
constexpr char mark = '\x01';
// A PING's argument is sent back; nobody needs a longer one.
constexpr qsizetype longestEcho = 64;
} // namespace

std::optional<Ctcp> Ctcp::parse(QByteArrayView text)
{
    if (text.size() < 2 || text.front() != mark)
        return std::nullopt;
    text = text.sliced(1);
    if (text.back() == mark)
        text.chop(1);
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return Ctcp{text, {}};
    return Ctcp{text.first(space), text.sliced(space + 1)};
}

bool Ctcp::isCommand(QByteArrayView name) const
{
    return command.compare(name, Qt::CaseInsensitive) == 0;
}

QByteArray Ctcp::answer(const QDateTime &now) const
{
    if (isCommand("VERSION"))
        return quoted("VERSION", "Spectrum 2");
    if (isCommand("PING"))
        return quoted("PING", text.first(qMin(text.size(), longestEcho)));
    if (isCommand("TIME"))
        return quoted("TIME", now.toUTC().toString(Qt::ISODate).toLatin1());
    if (isCommand("CLIENTINFO"))
        return quoted("CLIENTINFO", "ACTION CLIENTINFO PING TIME VERSION");
    return {};
}

QByteArray Ctcp::quoted(QByteArrayView command, QByteArrayView text)
{
    QByteArray result;
    result.reserve(command.size() + text.size() + 3);
    result += mark;
    result += command;
    if (!text.isEmpty()) {
        result += ' ';
        for (const char c : text) {
            if (c != mark)
                result += c;
        }
    }
    return result += mark;
}

} // namespace spectrum::irc

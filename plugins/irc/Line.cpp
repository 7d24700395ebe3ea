// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Line.h"

#include <cstring>

namespace spectrum::irc
{

namespace
{

qsizetype indexOf(QByteArrayView bytes, char wanted)
{
    const void *found = bytes.isEmpty() ? nullptr : std::memchr(bytes.data(), wanted, size_t(bytes.size()));
    return found == nullptr ? -1 : static_cast<const char *>(found) - bytes.data();
}

// Splits off the first word and the spaces behind it.
QByteArrayView takeWord(QByteArrayView &rest)
{
    const qsizetype end = indexOf(rest, ' ');
    const QByteArrayView word = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end);
    while (!rest.isEmpty() && rest.front() == ' ')
        rest = rest.sliced(1);
    return word;
}

int numericOf(QByteArrayView command)
{
    if (command.size() != 3)
        return 0;
    int value = 0;
    for (const char c : command) {
        if (c < '0' || c > '9')
            return 0;
        value = value * 10 + (c - '0');
    }
    return value;
}

QByteArray unescapedTag(QByteArrayView value)
{
    QByteArray text;
    text.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] != '\\') {
            text += value[i];
            continue;
        }
        if (++i == value.size())
            break;
        switch (value[i]) {
        case ':':
            text += ';';
            break;
        case 's':
            text += ' ';
            break;
        case 'r':
            text += '\r';
            break;
        case 'n':
            text += '\n';
            break;
        default:
            text += value[i];
        }
    }
    return text;
}

bool endsLine(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

// False when nothing is left of it.
bool appendMiddle(QByteArray &line, QByteArrayView middle)
{
    const qsizetype before = line.size();
    for (const char c : middle) {
        const bool isLeadingColon = c == ':' && line.size() == before;
        if (!endsLine(c) && c != ' ' && !isLeadingColon)
            line += c;
    }
    return line.size() > before;
}

// A character that was cut in the middle would make the whole line invalid UTF-8 for its readers.
void cut(QByteArray &line, qsizetype size)
{
    if (line.size() <= size)
        return;
    while (size > 0 && (quint8(line[size]) & 0xC0) == 0x80)
        --size;
    line.truncate(size);
}

} // namespace

std::optional<Line> Line::parse(QByteArrayView bytes)
{
    Line line;
    if (!bytes.isEmpty() && bytes.front() == '@') {
        line.m_tags = takeWord(bytes).sliced(1);
        if (line.m_tags.size() > maximumTags)
            return std::nullopt;
    }
    while (!bytes.isEmpty() && bytes.front() == ' ')
        bytes = bytes.sliced(1);
    if (!bytes.isEmpty() && bytes.front() == ':')
        line.m_source = takeWord(bytes).sliced(1);
    line.m_command = takeWord(bytes);
    if (line.m_command.isEmpty())
        return std::nullopt;
    line.m_numeric = numericOf(line.m_command);
    line.parseParameters(bytes);
    return line;
}

void Line::parseParameters(QByteArrayView rest)
{
    while (!rest.isEmpty()) {
        if (rest.front() == ':') {
            m_parameters[size_t(m_count++)] = rest.sliced(1);
            return;
        }
        if (m_count == maximumParameters - 1) {
            m_parameters[size_t(m_count++)] = rest;
            return;
        }
        m_parameters[size_t(m_count++)] = takeWord(rest);
    }
}

QByteArray Line::format(QByteArrayView command, std::initializer_list<QByteArrayView> middles,
                        std::optional<QByteArrayView> trailing)
{
    QByteArray line;
    qsizetype size = command.size() + 4 + (trailing ? trailing->size() : 0);
    for (const QByteArrayView middle : middles)
        size += middle.size() + 1;
    line.reserve(size);
    line += command;
    for (const QByteArrayView middle : middles) {
        line += ' ';
        if (!appendMiddle(line, middle))
            return {};
    }
    if (trailing) {
        line += " :";
        for (const char c : *trailing) {
            if (!endsLine(c))
                line += c;
        }
    }
    cut(line, maximumBody);
    return line += "\r\n";
}

QByteArrayView Line::parameter(int index) const
{
    return index >= 0 && index < m_count ? m_parameters[size_t(index)] : QByteArrayView();
}

QByteArrayView Line::nickname() const
{
    for (qsizetype i = 0; i < m_source.size(); ++i) {
        if (m_source[i] == '!' || m_source[i] == '@')
            return m_source.first(i);
    }
    return m_source;
}

QByteArrayView Line::userAndHost() const
{
    const qsizetype mark = indexOf(m_source, '!');
    return mark < 0 ? QByteArrayView() : m_source.sliced(mark + 1);
}

std::optional<QByteArray> Line::tag(QByteArrayView name) const
{
    QByteArrayView rest = m_tags;
    while (!rest.isEmpty()) {
        const qsizetype end = indexOf(rest, ';');
        const QByteArrayView one = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype equals = indexOf(one, '=');
        if ((equals < 0 ? one : one.first(equals)) == name)
            return equals < 0 ? QByteArray() : unescapedTag(one.sliced(equals + 1));
    }
    return std::nullopt;
}

} // namespace spectrum::irc

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HttpRequest.h"

#include <algorithm>
#include <cstring>

namespace spectrum::xmpp
{

namespace
{

constexpr QByteArrayView lineEnd = "\r\n";

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c));
    });
}

// Whatever a terminal or a log would take for more than text is none.
bool isVisible(QByteArrayView text, bool (*isAllowedToo)(char))
{
    return std::all_of(text.begin(), text.end(),
                       [isAllowedToo](char c) { return (c > 0x20 && c < 0x7F) || isAllowedToo(c); });
}

bool readRequestLine(QByteArrayView line, HttpRequest &request)
{
    const QList<QByteArray> words = line.toByteArray().split(' ');
    if (words.size() != 3)
        return false;
    request.method = words[0];
    request.target = words[1];
    request.minorVersion = words[2] == "HTTP/1.0" ? 0 : 1;
    return isToken(request.method) && request.target.startsWith('/') &&
           isVisible(request.target, [](char) { return false; }) &&
           (words[2] == "HTTP/1.0" || words[2] == "HTTP/1.1");
}

bool readField(QByteArrayView line, HttpRequest &request)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return false;
    const QByteArrayView value = line.sliced(colon + 1);
    if (!isVisible(value, [](char c) { return c == ' ' || c == '\t' || quint8(c) >= 0x80; }))
        return false;
    request.fields.append({line.first(colon).toByteArray().toLower(), value.toByteArray().trimmed()});
    return true;
}

} // namespace

std::optional<HttpRequest> HttpRequest::parse(QByteArrayView head)
{
    HttpRequest request;
    bool isFirst = true;
    for (;;) {
        const qsizetype end = head.indexOf(lineEnd);
        if (end < 0)
            return std::nullopt;
        const QByteArrayView line = head.first(end);
        head = head.sliced(end + lineEnd.size());
        if (line.isEmpty())
            return !isFirst && head.isEmpty() ? std::optional(std::move(request)) : std::nullopt;
        if (!(isFirst ? readRequestLine(line, request) : readField(line, request)))
            return std::nullopt;
        isFirst = false;
    }
}

bool HttpRequest::has(QByteArrayView name) const
{
    return std::any_of(fields.begin(), fields.end(), [name](const auto &each) { return each.first == name; });
}

QByteArray HttpRequest::field(QByteArrayView name) const
{
    QByteArray found;
    int count = 0;
    for (const auto &[each, value] : fields) {
        if (each == name) {
            found = value.isNull() ? QByteArray("") : value;
            ++count;
        }
    }
    return count == 1 ? found : QByteArray();
}

QList<QByteArray> HttpRequest::list(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const auto &[each, value] : fields) {
        if (each != name)
            continue;
        const QList<QByteArray> parts = value.split(',');
        for (const QByteArray &part : parts)
            values.append(part.trimmed());
    }
    return values;
}

bool HttpRequest::lists(QByteArrayView name, QByteArrayView value) const
{
    const QList<QByteArray> values = list(name);
    return std::any_of(values.begin(), values.end(),
                       [value](const QByteArray &each) { return each.toLower() == value; });
}

} // namespace spectrum::xmpp

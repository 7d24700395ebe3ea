// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "WireLog.h"

#include "Element.h"
#include "ElementWriter.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace spectrum::xmpp
{

namespace
{

constexpr std::array secretNames = {"handshake", "auth",     "response", "challenge",
                                    "success",   "password", "pass"};
constexpr qsizetype longestLine = 4096;

// The local name of a start tag whose inside is given, without its prefix.
QByteArrayView tagName(QByteArrayView tag)
{
    qsizetype end = 0;
    while (end < tag.size() && !std::strchr(" \t\r\n/>", tag[end]))
        ++end;
    const QByteArrayView name = tag.first(end);
    return name.sliced(name.lastIndexOf(':') + 1);
}

bool isSecret(QByteArrayView tag, bool isRegistration)
{
    const QByteArrayView name = tagName(tag);
    return isRegistration || std::any_of(secretNames.begin(), secretNames.end(),
                                         [name](const char *one) { return name == one; });
}

// Its lines may answer a question for a password.
bool isTalkWithService(const Element &element)
{
    return element.name() == QLatin1String("message") &&
           !element.attribute("to").section(u'/', 0, 0).contains(u'@');
}

} // namespace

QByteArray maskSecrets(QByteArrayView xml)
{
    const bool isRegistration =
        xml.contains("jabber:iq:register") || xml.contains("http://jabber.org/protocol/commands");
    QByteArray masked;
    masked.reserve(xml.size());
    bool isMasking = false;
    for (qsizetype i = 0; i < xml.size();) {
        const bool isTag = xml[i] == '<';
        const qsizetype end = xml.indexOf(isTag ? '>' : '<', i);
        const qsizetype next = end < 0 ? xml.size() : end + (isTag ? 1 : 0);
        const QByteArrayView part = xml.sliced(i, next - i);
        if (isTag) {
            masked.append(part.data(), part.size());
            isMasking =
                !part.startsWith("</") && !part.endsWith("/>") && isSecret(part.sliced(1), isRegistration);
        } else if (isMasking) {
            masked.append("***");
        } else {
            masked.append(part.data(), part.size());
        }
        i = next;
    }
    return masked;
}

void logReceived(const Element &element)
{
    ElementWriter xml;
    xml.element(element);
    const QByteArray masked =
        isTalkWithService(element) ? QByteArray("a message to the service itself") : maskSecrets(xml.take());
    qCDebug(logWire, "<- %s", qUtf8Printable(logSafe(QString::fromUtf8(masked), longestLine)));
}

void logSent(QByteArrayView xml)
{
    qCDebug(logWire, "-> %s", qUtf8Printable(logSafe(QString::fromUtf8(maskSecrets(xml)), longestLine)));
}

} // namespace spectrum::xmpp

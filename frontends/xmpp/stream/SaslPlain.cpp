// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "SaslPlain.h"

#include "Element.h"
#include "Sasl2.h"

#include "../address/Jid.h"

#include <QByteArray>

namespace spectrum::xmpp
{

namespace
{

struct PlainParts {
    QByteArrayView authorization;
    QByteArrayView name;
    QByteArrayView password;
};

// RFC 4616 §2: [authzid] NUL authcid NUL passwd, with exactly two NULs.
std::optional<PlainParts> split(QByteArrayView message)
{
    const qsizetype first = message.indexOf('\0');
    const qsizetype second = first < 0 ? -1 : message.indexOf('\0', first + 1);
    if (second < 0 || message.indexOf('\0', second + 1) >= 0)
        return std::nullopt;
    return PlainParts{message.first(first), message.sliced(first + 1, second - first - 1), message.sliced(second + 1)};
}

std::variant<PlainCredentials, SaslFailure> read(QByteArrayView message, const QString &domain)
{
    const auto parts = split(message);
    if (!parts || parts->name.isEmpty() || parts->password.isEmpty())
        return SaslFailure{"malformed-request"};
    for (const QByteArrayView part : {parts->authorization, parts->name, parts->password}) {
        if (part.size() > 1023 || !part.isValidUtf8())
            return SaslFailure{"malformed-request"};
    }
    const QString name = QString::fromUtf8(parts->name);
    if (!parts->authorization.isEmpty()) {
        const auto wanted = Jid::parse(QString::fromUtf8(parts->authorization));
        const auto own = Jid::parse(name + QLatin1Char('@') + domain);
        if (!wanted || !own || *wanted != *own)
            return SaslFailure{"invalid-authzid"};
    }
    return PlainCredentials{name, Secret(parts->password)};
}

} // namespace

std::variant<PlainCredentials, SaslFailure> readPlain(const Element &auth, const QString &domain)
{
    if (auth.attribute("mechanism") != QLatin1String("PLAIN"))
        return SaslFailure{"invalid-mechanism"};
    const Element *initial = auth.child(u"initial-response", Sasl2Request::ns);
    const QString &text = initial ? initial->text() : auth.text();
    // RFC 6120 §6.4.2: nothing at all means no initial response, "=" an empty one; PLAIN needs one with content.
    if (text.isEmpty() || text == QLatin1String("="))
        return SaslFailure{"malformed-request"};
    QByteArray encoded = text.toLatin1();
    auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    wipeMemory(encoded.data(), static_cast<size_t>(encoded.size()));
    if (!decoded)
        return SaslFailure{"incorrect-encoding"};
    auto result = read(decoded.decoded, domain);
    wipeMemory(decoded.decoded.data(), static_cast<size_t>(decoded.decoded.size()));
    return result;
}

} // namespace spectrum::xmpp

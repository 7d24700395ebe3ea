// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes as the message of a login, and as the base64 that holds it.
#include "address/Jid.h"
#include "stream/Element.h"
#include "stream/SaslPlain.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace spectrum::xmpp;

namespace
{

const QString domain = QStringLiteral("im.example");

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

auto readText(const QString &text)
{
    Element auth(QStringLiteral("auth"), QStringLiteral("urn:ietf:params:xml:ns:xmpp-sasl"));
    auth.setAttribute(QStringLiteral("mechanism"), QStringLiteral("PLAIN"));
    auth.appendText(text);
    return readPlain(auth, domain);
}

auto readMessage(const QByteArray &message)
{
    return readText(QString::fromLatin1(message.toBase64()));
}

// What was accepted is the name and the password of one user, and nothing else can be made of it.
void check(const std::variant<PlainCredentials, SaslFailure> &result)
{
    if (const auto *failure = std::get_if<SaslFailure>(&result)) {
        constexpr std::array conditions{"incorrect-encoding", "invalid-authzid", "malformed-request"};
        require(std::ranges::any_of(conditions, [failure](const char *condition) {
            return std::strcmp(failure->condition, condition) == 0;
        }));
        return;
    }
    const auto &credentials = std::get<PlainCredentials>(result);
    const QByteArray name = credentials.name.toUtf8();
    const QByteArray password = credentials.password.expose().toByteArray();
    require(!name.isEmpty() && name.size() <= 1023 && !name.contains('\0'));
    require(!password.isEmpty() && password.size() <= 1023 && !password.contains('\0'));
    const auto again = readMessage(QByteArray(1, '\0') + name + QByteArray(1, '\0') + password);
    const auto *same = std::get_if<PlainCredentials>(&again);
    require(same && same->name == credentials.name && same->password == credentials.password);
    static_cast<void>(Jid::parse(credentials.name + QLatin1Char('@') + domain));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    check(readMessage(bytes));
    check(readText(QString::fromUtf8(bytes)));
    return 0;
}

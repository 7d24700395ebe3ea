// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/AdminRequest.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace spectrum::core
{

QString wordOf(ErrorKind kind)
{
    static constexpr std::array words{
        "internal",      "invalid-input",     "not-found",      "not-allowed", "not-registered",
        "not-connected", "wrong-credentials", "name-in-use",    "banned",      "password-required",
        "members-only",  "room-full",         "not-in-room",    "unsupported", "too-large",
        "rate-limited",  "overloaded",        "unreachable",    "untrusted",   "connection-lost",
        "timed-out",     "conflict",          "storage-failed",
    };
    static_assert(words.size() == size_t(ErrorKind::StorageFailed) + 1);
    return QString::fromLatin1(words[size_t(kind)]);
}

AdminRequest::~AdminRequest()
{
    fail({ErrorKind::Internal, QStringLiteral("The gateway dropped this request.")});
}

QStringList AdminRequest::list(const QString &key) const
{
    QStringList texts;
    const QJsonArray values = m_words.value(key).toArray();
    for (const auto &value : values)
        texts.append(value.toString());
    return texts;
}

Secret AdminRequest::takeSecret(const QString &key)
{
    return Secret::take(m_words.take(key).toString());
}

void AdminRequest::succeed(const QJsonObject &result)
{
    answer({{QStringLiteral("result"), result}});
}

void AdminRequest::fail(const Error &error)
{
    answer({{QStringLiteral("error"), QJsonObject{{QStringLiteral("kind"), wordOf(error.kind)},
                                                  {QStringLiteral("text"), error.userText}}}});
}

void AdminRequest::answer(const QJsonObject &answer)
{
    if (const Send send = std::exchange(m_send, nullptr))
        send(answer);
}

} // namespace spectrum::core

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One request of an administrator, which is answered once.
#pragma once

#include <spectrum/Error.h>
#include <spectrum/Secret.h>

#include <QJsonObject>

#include <functional>

namespace spectrum::core
{

// On the wire a request is a JSON object on a line, {"command": NAME, …}, and so is its answer:
// {"result": {…}} or {"error": {"kind": WORD, "text": SENTENCE}}.
class AdminRequest
{
public:
    using Send = std::function<void(const QJsonObject &answer)>;

    AdminRequest(QJsonObject words, Send send) : m_words(std::move(words)), m_send(std::move(send)) {}
    // Says that it was dropped, if nobody answered.
    ~AdminRequest();
    AdminRequest(const AdminRequest &) = delete;
    AdminRequest &operator=(const AdminRequest &) = delete;

    [[nodiscard]] QString command() const { return text(QStringLiteral("command")); }
    // Empty when it is missing or not a string.
    [[nodiscard]] QString text(const QString &key) const { return m_words.value(key).toString(); }
    [[nodiscard]] QStringList list(const QString &key) const;
    [[nodiscard]] bool isTrue(const QString &key) const { return m_words.value(key).toBool(); }
    [[nodiscard]] Secret takeSecret(const QString &key);

    // What is said after the first answer goes nowhere.
    void succeed(const QJsonObject &result = {});
    void fail(const Error &error);

private:
    void answer(const QJsonObject &answer);

    QJsonObject m_words;
    Send m_send;
};

// The kind as a word that scripts may rely on, such as "not-registered".
[[nodiscard]] QString wordOf(ErrorKind kind);

} // namespace spectrum::core

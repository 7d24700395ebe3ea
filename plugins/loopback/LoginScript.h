// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the loopback network asks in the middle of a login, for tests of everything that networks may ask.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Result.h>

#include <chrono>
#include <optional>

namespace spectrum::loopback
{

class LoginScript
{
public:
    // What may be asked: "code" (which is the one below), "qr" (a picture to scan), "url" (an address to
    // open) and "choice" (red or blue).
    [[nodiscard]] static QStringList allKinds();
    // In the order in which it is asked.
    explicit LoginScript(const QStringList &kinds) : m_kinds(kinds) {}

    // After so long a picture was scanned or an address was opened.
    static constexpr std::chrono::milliseconds elsewhere{200};

    static QString rightCode() { return QStringLiteral("4711"); }

    // From the first question on.
    void restart()
    {
        m_asked = 0;
        m_isOpen = false;
    }
    // The next question, of that number; nothing = the login is complete.
    [[nodiscard]] std::optional<LoginStep> next(quint32 number);
    // Whether it is the question that is open.
    [[nodiscard]] bool isOpen(const AnswerLoginStep &answer) const;
    // Closes the question. The error is why the network does not take the answer.
    [[nodiscard]] Result<void> take(const AnswerLoginStep &answer);

private:
    QStringList m_kinds;
    qsizetype m_asked = 0;
    quint32 m_number = 0;
    bool m_isOpen = false;
};

} // namespace spectrum::loopback

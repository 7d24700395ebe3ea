// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What an operator demands of registrations: how names look, who is told, whose account must vouch for them.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Settings.h>

#include <QRegularExpression>
#include <QStringList>

#include <chrono>

namespace spectrum::xmpp
{

class RegistrationRules
{
public:
    // Whoever registers must have an account there.
    struct LocalAccount {
        bool isRequired = false;
        QString usernameLabel = {};
        QString server = {};
        std::chrono::milliseconds timeout{10'000};
    };

    RegistrationRules() = default;
    // Errors name the key to change.
    [[nodiscard]] static Result<RegistrationRules> read(const Settings &settings);

    // The network's name from what a user typed, or why the operator does not want it.
    [[nodiscard]] Result<QString> nameOf(const QString &typed, const QString &ownAddress) const;
    // What a user would type for that name.
    [[nodiscard]] QString typedFor(const QString &name) const;

    [[nodiscard]] bool registersAutomatically() const { return m_registersAutomatically; }
    // Addresses that hear of every registration and removal.
    [[nodiscard]] const QStringList &notified() const { return m_notified; }
    // Those that users choose from; the first is the default.
    [[nodiscard]] const QStringList &languages() const { return m_languages; }
    [[nodiscard]] const LocalAccount &localAccount() const { return m_localAccount; }

private:
    QString m_mask = {};
    QRegularExpression m_allowed = {};
    bool m_registersAutomatically = false;
    QStringList m_notified = {};
    QStringList m_languages = {};
    LocalAccount m_localAccount = {};
};

} // namespace spectrum::xmpp

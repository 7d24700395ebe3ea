// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where everything arrives that libpurple asks and says on behalf of one account.
#pragma once

#include "Notices.h"
#include "PluginActions.h"
#include "ProfileRequests.h"
#include "Questions.h"

namespace spectrum::purple
{

class Desk
{
public:
    // Whose certificates are good enough.
    enum class Trust : quint8 { Verified, Everybody };

    // account stays valid as long as this object.
    Desk(PurpleAccount *account, EventSink &sink, Clock &clock);
    ~Desk();
    Desk(const Desk &) = delete;
    Desk &operator=(const Desk &) = delete;

    // The desk of an account; nullptr when no session has it.
    [[nodiscard]] static Desk *of(const PurpleAccount *account);
    [[nodiscard]] static Desk *of(const PurpleConnection *connection);
    // For calls that do not name their account: it may be what their data points to, or it is the one whose
    // turn it is, or the only one there is.
    [[nodiscard]] static Desk *ofData(const void *data);

    // A request that libpurple closed itself, whosever it was.
    static void withdraw(void *handle);

    // For Turn: whoever calls libpurple for this account says so.
    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] PurpleAccount *account() const { return m_account; }
    [[nodiscard]] Questions &questions() { return m_questions; }
    [[nodiscard]] Notices &notices() { return m_notices; }
    [[nodiscard]] PluginActions &actions() { return m_actions; }
    [[nodiscard]] ProfileRequests &profiles() { return m_profiles; }

    [[nodiscard]] Trust trust() const { return m_trust; }
    void setTrust(Trust trust) { m_trust = trust; }
    // What was wrong with the certificate that was refused last: the reason of the connection error that
    // follows.
    void setUntrusted(const QString &text) { m_untrusted = text; }
    [[nodiscard]] QString takeUntrusted() { return std::exchange(m_untrusted, {}); }

private:
    PurpleAccount *m_account;
    quint64 m_number;
    Trust m_trust = Trust::Verified;
    QString m_untrusted;
    Notices m_notices;
    PluginActions m_actions;
    ProfileRequests m_profiles;
    Questions m_questions;
};

} // namespace spectrum::purple

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// How names of accounts, contacts and rooms of one protocol are spelled, without asking libpurple.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Result.h>

namespace spectrum::purple
{

class NameRules
{
public:
    // "prpl-jabber"
    explicit NameRules(QString protocol);

    [[nodiscard]] const QString &protocol() const { return m_protocol; }

    // Capital letters of an account's name stay: only the network knows whether they matter.
    [[nodiscard]] Result<QString> account(const QString &typed) const;
    [[nodiscard]] Result<ContactId> contact(const QString &typed) const;
    [[nodiscard]] Result<RoomId> room(const QString &typed) const;
    [[nodiscard]] bool isRoom(const QString &typed) const;

    // The same for names that libpurple says; empty when it is no name.
    [[nodiscard]] ContactId contactOf(const char *name) const;
    [[nodiscard]] RoomId roomOf(const char *name) const;

private:
    enum class Family : quint8 { Jabber, Irc, Other };
    [[nodiscard]] Result<QString> fold(const QString &typed) const;
    [[nodiscard]] bool isGood(const QString &name) const;

    QString m_protocol;
    Family m_family;
};

} // namespace spectrum::purple

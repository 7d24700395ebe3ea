// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes missed messages among the values that the host keeps of their users, where it keeps them on a disk.
#pragma once

#include "Service.h"

#include "stream/LogPace.h"
#include "stream/MissedJournal.h"

namespace spectrum::xmpp
{

class MissedStore final : public MissedJournal
{
public:
    explicit MissedStore(Service &service) : m_service(service) {}

    // Whether the value of that name is one of these: bounded here, and not among what users store
    // themselves.
    [[nodiscard]] static bool isKey(const QString &key);
    // What an earlier process wrote, in the order of its time. What cannot be read is left out.
    [[nodiscard]] static QList<MissedMessage> read(const QMap<QString, QString> &values);

    void write(const QString &user, const MissedMessage &message) override;
    void erase(const QString &user, qint64 number) override;

private:
    void save(const QString &user, qint64 number, const QString &value);

    Service &m_service;
    LogPace m_failures;
};

} // namespace spectrum::xmpp

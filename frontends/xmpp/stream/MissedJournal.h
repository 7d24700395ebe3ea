// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where missed messages are written down, so that they outlive the process.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace spectrum::xmpp
{

struct MissedMessage {
    // Unique for its user, and larger than those of earlier messages.
    qint64 number = 0;
    QByteArray stanza = {};
    QDateTime sentAt = {};
    // Nobody wrote it by hand, so nobody is told what became of it.
    bool isAutomatic = false;
};

class MissedJournal
{
public:
    virtual void write(const QString &user, const MissedMessage &message) = 0;
    virtual void erase(const QString &user, qint64 number) = 0;

protected:
    ~MissedJournal() = default;
};

} // namespace spectrum::xmpp

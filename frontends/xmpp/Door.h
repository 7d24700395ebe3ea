// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where stanzas to users go, whether through a component stream or through clients' own streams.
#pragma once

#include <spectrum/Error.h>

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace spectrum
{
class Settings;
}

namespace spectrum::xmpp
{

class Element;

// What comes in through a door.
class StanzaSink
{
public:
    // From is the sender's address, proven by the stream that it came through.
    virtual void handleStanza(const Element &stanza) = 0;

protected:
    ~StanzaSink() = default;
};

class Door : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open() = 0;
    // Says goodbye; closed() follows soon, and at the latest after the time given.
    virtual void close(std::chrono::milliseconds patience) = 0;
    // To is the stanza's own address. A bare one means all of the user's resources.
    virtual void send(const QString &to, QByteArray stanza) = 0;
    // The same for what nothing may be answered to by itself.
    virtual void sendAutomatic(const QString &to, QByteArray stanza) { send(to, std::move(stanza)); }
    // Ends what the user has open here, when the door is one that users themselves come through.
    virtual void dismiss(const QString &bareAddress, const QString &text) = 0;
    // What is kept of a user whose session begins, for the door that kept something there.
    virtual void recall(const QString & /*bareAddress*/, const QMap<QString, QString> & /*values*/) {}
    // Returns what needs a restart.
    virtual void reload(const Settings &settings) = 0;
    // Why nothing can come through it now.
    [[nodiscard]] virtual std::optional<Error> trouble() const { return {}; }

Q_SIGNALS:
    void closed();
    // Open for the first time, or again after a cut.
    void opened();
    void reopened();
};

} // namespace spectrum::xmpp

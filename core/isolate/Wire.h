// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a host and a session host say to each other.
#pragma once

#include <spectrum/LoginStep.h>
#include <spectrum/Result.h>
#include <spectrum/Settings.h>

#include <QByteArray>
#include <QList>

#include <chrono>

namespace spectrum::core::wire
{

// A session host that speaks another version is replaced.
inline constexpr quint32 version = 1;

// Where a child finds what it inherits.
inline constexpr int socketNumber = 3;
inline constexpr int markNumber = 4;

// The numbers of frames. Bodies are what the codec makes of the type that is named, or empty.
enum Kind : quint8 {
    // Host to child
    Hello = 1,  // wire::Greeting
    Open = 2,   // Account: a new session
    LogIn = 3,  // Command SetPresence
    Order = 4,  // Command
    LogOut = 5, // UTF-8
    Drop = 6,   // the session is deleted
    Ping = 7,
    // Child to host
    Welcome = 65,  // wire::Welcoming
    Refusal = 66,  // UTF-8: why the network cannot be opened, for an administrator
    Happened = 67, // Event
    Pong = 68,
    Misconduct = 69, // UTF-8: a rule that a module broke
};

struct Greeting {
    quint32 version = wire::version;
    QString modulePath = {};
    Settings settings = {};
    // Empty = files cannot be taken.
    QString filesFolder = {};
    qint64 maximumFileSize = 0;
    // Where the module may keep what it likes until it ends.
    QString privateFolder = {};
    // Bytes of memory, descriptors.
    qint64 maximumMemory = 0;
    qint64 maximumFiles = 0;
    QString logLevel = {};
    QString logFormat = {};
    QStringList logRules = {};
};

struct Welcoming {
    quint32 version = wire::version;
    QList<Field> accountFields = {};
    QList<Field> searchFields = {};
};

// May hold secrets.
[[nodiscard]] QByteArray encode(const Greeting &greeting);
[[nodiscard]] QByteArray encode(const Welcoming &welcoming);
// Trust nothing, as the codec does.
[[nodiscard]] Result<Greeting> decodeGreeting(QByteArrayView body);
[[nodiscard]] Result<Welcoming> decodeWelcoming(QByteArrayView body);

} // namespace spectrum::core::wire

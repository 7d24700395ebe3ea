// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The settings of one IRC network, checked and ready for use.
#pragma once

#include "Casemapping.h"
#include "ServerAddress.h"
#include "TextCodec.h"

#include <spectrum/Settings.h>

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>

#include <chrono>
#include <optional>

namespace spectrum::irc
{

// How an account's password reaches the server.
enum class PasswordMethod : quint8 {
    Automatic, // SASL when the server offers it, PASS otherwise
    Pass,
    Sasl,
    NickServ,
};

struct Options {
    // Fails with a text that names the key to change.
    [[nodiscard]] static Result<Options> read(const Settings &settings);

    QList<ServerAddress> servers;
    // Nothing when no server is encrypted: merely making one loads the TLS library.
    std::optional<QSslConfiguration> tls;
    TextCodec codec;
    Casemapping casemapping = {};
    PasswordMethod passwordMethod = PasswordMethod::Automatic;
    int linesPerSecond = 2;
    std::chrono::seconds pingInterval{90};
    // Empty = the nickname.
    QByteArray userName = {};
    QByteArray realName = {};
    // What is told to whom for PasswordMethod::NickServ, with $name and $password.
    QByteArray identifyTarget = {};
    QByteArray identifyText = {};
    QByteArray awayText = {};
    QByteArray quitText = {};
};

} // namespace spectrum::irc

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The frontend's settings, checked once and ready for use.
#pragma once

#include "AccessPolicy.h"
#include "RegistrationRules.h"
#include "address/AddressMap.h"

#include <spectrum/Result.h>

#include <QMap>

#include <QSet>

namespace spectrum::xmpp
{

enum class Mode : quint8 { Gateway, Server };

struct Options {
    // Errors name the key to change.
    [[nodiscard]] static Result<Options> read(const Settings &settings);

    Mode mode = Mode::Gateway;
    // The service's own address: a domain, prepared.
    QString domain = {};
    QString server = {};
    quint16 port = 0;
    quint16 directTlsPort = 0;
    quint16 webSocketPort = 0;
    bool isTlsRequired = true;
    bool allowsSeveralResources = false;
    AtSign atSign = AtSign::Escaped;
    bool removesContacts = false;
    // For users who have not chosen themselves.
    bool staysConnected = false;
    bool sendsHeadlines = false;
    // Bare addresses, prepared.
    QSet<QString> administrators = {};
    // Asks all users whether they are there, not only those who were there when the last process ended.
    bool recallsEverybody = false;
    qint64 roomListLimit = 100;
    bool sendsXhtml = true;
    // Asks users' servers for their profiles and pictures.
    bool fetchesCards = true;
    // How files of the network come: each in a message of its own, in place of the text that names them, or
    // beside the text.
    enum class Files : quint8 { Split, InPlaceOfText, BesideText };
    Files files = Files::InPlaceOfText;

    QString identityCategory = {};
    QString identityName = {};
    QString identityType = {};
    QString instructions = {};
    QString usernameLabel = {};
    QString passwordLabel = {};
    // What jabber:iq:gateway asks with.
    QString promptText = {};
    QString promptLabel = {};
    // Server mode: whom to turn to (XEP-0157), by the names of the form's fields.
    QMap<QString, QStringList> contactAddresses = {};
    AccessPolicy policy = {};
    RegistrationRules registration = {};
};

} // namespace spectrum::xmpp

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What a network wants to know from a user: the fields of an account, or one step of a login.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace spectrum
{

enum class FieldType : quint8 { Text, Secret, Boolean, Integer, Choice };

// One typed question with a label. Whoever shows it decides how.
struct Field {
    // ASCII, unique in its form; "username" and "password" are the account's own.
    QString key = {};
    QString label = {};
    QString help = {};
    FieldType type = FieldType::Text;
    bool isRequired = false;
    QString defaultValue = {};
    // FieldType::Choice: value and label alternate in two lists of one length.
    QList<QString> choiceValues = {};
    QList<QString> choiceLabels = {};

    friend bool operator==(const Field &, const Field &) = default;
};

// A question of the network: a code from a telephone, an address to open or an image to scan in the middle of
// a login, or anything that it wants to know later. The answers go back with the same number.
struct LoginStep {
    // Unique among all that the session asks, also after it connected again.
    quint32 number = 0;
    QString title = {};
    QString instructions = {};
    QList<Field> fields = {};
    QUrl url = {};
    // PNG; empty = none.
    QByteArray image = {};

    friend bool operator==(const LoginStep &, const LoginStep &) = default;
};

} // namespace spectrum

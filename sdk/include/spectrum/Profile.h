// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What is known of a person beyond name and presence: a profile and a picture.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace spectrum
{

// As it came from the other side: nobody has looked into it. Whoever shows it limits bytes and pixels.
struct Picture {
    QByteArray bytes = {};
    // "image/png"; empty = not known.
    QString mediaType = {};

    friend bool operator==(const Picture &, const Picture &) = default;
};

// One line of a profile in the network's own words: "Town", "Berlin".
struct ProfileLine {
    QString label = {};
    QString text = {};

    friend bool operator==(const ProfileLine &, const ProfileLine &) = default;
};

struct Profile {
    QString fullName = {};
    QString nickname = {};
    QString email = {};
    QString telephone = {};
    QString website = {};
    // ISO 8601, as far as it is known: "1990", "1990-02-28".
    QString birthday = {};
    QString note = {};
    // What fits nowhere above.
    QList<ProfileLine> more = {};

    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace spectrum

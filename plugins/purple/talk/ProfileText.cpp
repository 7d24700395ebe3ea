// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProfileText.h"

#include "Wording.h"

#include <QHash>

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumLines = 100;

using Place = QString Profile::*;

Place placeOf(const QString &label)
{
    static const QHash<QString, Place> places{
        {QStringLiteral("full name"), &Profile::fullName},
        {QStringLiteral("name"), &Profile::fullName},
        {QStringLiteral("display name"), &Profile::fullName},
        {QStringLiteral("real name"), &Profile::fullName},
        {QStringLiteral("nickname"), &Profile::nickname},
        {QStringLiteral("nick"), &Profile::nickname},
        {QStringLiteral("alias"), &Profile::nickname},
        {QStringLiteral("email"), &Profile::email},
        {QStringLiteral("e-mail"), &Profile::email},
        {QStringLiteral("email address"), &Profile::email},
        {QStringLiteral("e-mail address"), &Profile::email},
        {QStringLiteral("phone"), &Profile::telephone},
        {QStringLiteral("phone number"), &Profile::telephone},
        {QStringLiteral("telephone"), &Profile::telephone},
        {QStringLiteral("mobile"), &Profile::telephone},
        {QStringLiteral("mobile phone"), &Profile::telephone},
        {QStringLiteral("homepage"), &Profile::website},
        {QStringLiteral("home page"), &Profile::website},
        {QStringLiteral("website"), &Profile::website},
        {QStringLiteral("web page"), &Profile::website},
        {QStringLiteral("personal web page"), &Profile::website},
        {QStringLiteral("url"), &Profile::website},
        {QStringLiteral("birthday"), &Profile::birthday},
        {QStringLiteral("birth date"), &Profile::birthday},
        {QStringLiteral("date of birth"), &Profile::birthday},
        {QStringLiteral("about"), &Profile::note},
        {QStringLiteral("about me"), &Profile::note},
        {QStringLiteral("description"), &Profile::note},
        {QStringLiteral("bio"), &Profile::note},
        {QStringLiteral("comment"), &Profile::note},
        {QStringLiteral("profile"), &Profile::note},
    };
    return places.value(label.toLower(), nullptr);
}

// "1990", "1990-02" or "1990-02-28"; any other spelling is not for programs.
bool isDate(const QString &text)
{
    const QStringList parts = text.split(u'-');
    const qsizetype sizes[] = {4, 2, 2};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool isNumber = false;
        if (i > 2 || parts[i].size() != sizes[i] || (parts[i].toUInt(&isNumber), !isNumber))
            return false;
    }
    return true;
}

// The address of a link rather than its words.
QString valueOf(Place place, const QString &text)
{
    if (place != &Profile::website)
        return text;
    const QUrl address = onlyAddress(text);
    return address.isEmpty() ? text : address.toString(QUrl::FullyEncoded);
}

} // namespace

QList<ProfileLine> linesOf(PurpleNotifyUserInfo *info)
{
    QList<ProfileLine> lines;
    const GList *item = info ? purple_notify_user_info_get_entries(info) : nullptr;
    for (; item && lines.size() < maximumLines; item = item->next) {
        auto *entry = static_cast<PurpleNotifyUserInfoEntry *>(item->data);
        if (purple_notify_user_info_entry_get_type(entry) != PURPLE_NOTIFY_USER_INFO_ENTRY_PAIR)
            continue;
        const QString text = plainText(purple_notify_user_info_entry_get_value(entry));
        if (!text.isEmpty())
            lines.append({labelText(purple_notify_user_info_entry_get_label(entry)), text});
    }
    return lines;
}

Profile profileOf(const QList<ProfileLine> &lines)
{
    Profile profile;
    for (const ProfileLine &line : lines) {
        const Place place = placeOf(line.label);
        const QString value = place ? valueOf(place, line.text) : QString();
        if (place && (profile.*place).isEmpty() && (place != &Profile::birthday || isDate(value)))
            profile.*place = value;
        else
            profile.more.append(line);
    }
    return profile;
}

QStringList textOf(const QList<ProfileLine> &lines)
{
    QStringList texts;
    for (const ProfileLine &line : lines)
        texts.append(line.label.isEmpty() ? line.text : QStringLiteral("%1: %2").arg(line.label, line.text));
    return texts;
}

} // namespace spectrum::purple

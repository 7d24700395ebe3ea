// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "VCardText.h"

#include "../stream/ElementWriter.h"
#include "PictureShape.h"

namespace spectrum::xmpp::vcards
{

namespace
{

// Lines of text break it, so it is longer than what it stands for by more than a third.
constexpr qsizetype maximumPictureText = maximumPictureBytes * 3 / 2;

void writeText(ElementWriter &xml, const char *name, const QString &text)
{
    if (!text.isEmpty())
        xml.leaf(name, text);
}

void writeNested(ElementWriter &xml, const char *outer, const char *inner, const QString &text)
{
    if (text.isEmpty())
        return;
    xml.open(outer);
    xml.leaf(inner, text);
    xml.close();
}

QString describe(const Profile &profile)
{
    QStringList lines;
    if (!profile.note.isEmpty())
        lines.append(profile.note);
    for (const ProfileLine &line : profile.more)
        lines.append(line.label + QStringLiteral(": ") + line.text);
    return lines.join(u'\n');
}

QString nestedText(const Element &vCard, QStringView outer, QStringView inner)
{
    const Element *element = vCard.child(outer);
    return element ? element->childText(inner) : QString();
}

} // namespace

QByteArray write(const Profile &profile, const QString &name, const Picture &picture)
{
    ElementWriter xml;
    xml.open("vCard", "vcard-temp");
    xml.leaf("FN", profile.fullName.isEmpty() ? name : profile.fullName);
    xml.leaf("NICKNAME", profile.nickname.isEmpty() ? name : profile.nickname);
    writeNested(xml, "EMAIL", "USERID", profile.email);
    writeNested(xml, "TEL", "NUMBER", profile.telephone);
    writeText(xml, "URL", profile.website);
    writeText(xml, "BDAY", profile.birthday);
    writeText(xml, "DESC", describe(profile));
    if (!picture.bytes.isEmpty()) {
        xml.open("PHOTO");
        writeText(xml, "TYPE", picture.mediaType);
        xml.leaf("BINVAL", QString::fromLatin1(picture.bytes.toBase64()));
        xml.close();
    }
    xml.close();
    return xml.take();
}

Profile readProfile(const Element &vCard)
{
    return {.fullName = vCard.childText(u"FN"),
            .nickname = vCard.childText(u"NICKNAME"),
            .email = nestedText(vCard, u"EMAIL", u"USERID"),
            .telephone = nestedText(vCard, u"TEL", u"NUMBER"),
            .website = vCard.childText(u"URL"),
            .birthday = vCard.childText(u"BDAY"),
            .note = vCard.childText(u"DESC"),
            .more = {}};
}

Picture readPicture(const Element &vCard)
{
    const QString text = nestedText(vCard, u"PHOTO", u"BINVAL");
    if (text.isEmpty() || text.size() > maximumPictureText)
        return {};
    Picture picture{.bytes = QByteArray::fromBase64(text.toLatin1()), .mediaType = {}};
    const auto shape = PictureShape::ofAcceptable(picture.bytes);
    if (!shape)
        return {};
    picture.mediaType = QString::fromLatin1(shape->mediaType);
    return picture;
}

} // namespace spectrum::xmpp::vcards

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "VCardText.h"

#include "../stream/ElementWriter.h"
#include "PictureShape.h"

#include <algorithm>

namespace spectrum::xmpp::vcards
{

namespace
{

// Lines of text break it, so it is longer than what it stands for by more than a third.
constexpr qsizetype maximumPictureText = maximumPictureBytes * 3 / 2;

// In all some 30,000 characters, however much the other side says of itself.
constexpr qsizetype maximumLine = 1'000;
constexpr qsizetype maximumNote = 8'000;
constexpr qsizetype maximumDescription = 20'000;
constexpr qsizetype maximumLines = 100;
constexpr qsizetype maximumLabel = 100;

// Never half of a character.
QString clipped(const QString &text, qsizetype length = maximumLine)
{
    if (text.size() <= length)
        return text;
    const qsizetype end = text[length - 2].isHighSurrogate() ? length - 2 : length - 1;
    return text.first(end) + QChar(0x2026);
}

void writeText(ElementWriter &xml, const char *name, const QString &text)
{
    if (!text.isEmpty())
        xml.leaf(name, clipped(text));
}

void writeNested(ElementWriter &xml, const char *outer, const char *inner, const QString &text)
{
    if (text.isEmpty())
        return;
    xml.open(outer);
    xml.leaf(inner, clipped(text));
    xml.close();
}

QString describe(const Profile &profile)
{
    QStringList lines;
    if (!profile.note.isEmpty())
        lines.append(clipped(profile.note, maximumNote));
    for (const ProfileLine &line : profile.more.first(std::min(profile.more.size(), maximumLines)))
        lines.append(clipped(line.label, maximumLabel) + QStringLiteral(": ") + clipped(line.text));
    return clipped(lines.join(u'\n'), maximumDescription);
}

QString nestedText(const Element &vCard, QStringView outer, QStringView inner)
{
    const Element *element = vCard.child(outer);
    return element ? clipped(element->childText(inner)) : QString();
}

QString lineOf(const Element &vCard, QStringView name)
{
    return clipped(vCard.childText(name));
}

} // namespace

QByteArray write(const Profile &profile, const QString &name, const Picture &picture)
{
    ElementWriter xml;
    xml.open("vCard", "vcard-temp");
    xml.leaf("FN", clipped(profile.fullName.isEmpty() ? name : profile.fullName));
    xml.leaf("NICKNAME", clipped(profile.nickname.isEmpty() ? name : profile.nickname));
    writeNested(xml, "EMAIL", "USERID", profile.email);
    writeNested(xml, "TEL", "NUMBER", profile.telephone);
    writeText(xml, "URL", profile.website);
    writeText(xml, "BDAY", profile.birthday);
    if (const QString description = describe(profile); !description.isEmpty())
        xml.leaf("DESC", description);
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
    return {.fullName = lineOf(vCard, u"FN"),
            .nickname = lineOf(vCard, u"NICKNAME"),
            .email = nestedText(vCard, u"EMAIL", u"USERID"),
            .telephone = nestedText(vCard, u"TEL", u"NUMBER"),
            .website = lineOf(vCard, u"URL"),
            .birthday = lineOf(vCard, u"BDAY"),
            .note = clipped(vCard.childText(u"DESC"), maximumNote),
            .more = {}};
}

Picture readPicture(const Element &vCard)
{
    const Element *photo = vCard.child(u"PHOTO");
    return decodePicture(photo ? photo->childText(u"BINVAL") : QString());
}

Picture decodePicture(const QString &text)
{
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

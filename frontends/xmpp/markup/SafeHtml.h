// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps of a fragment of HTML what XHTML-IM (XEP-0071) has and nobody can abuse.
#pragma once

#include "../stream/Element.h"

#include <QStringList>

namespace spectrum::xmpp
{

class HtmlReader;
struct HtmlToken;

class SafeHtml
{
public:
    static constexpr qsizetype maximumSize = 65'536; // characters; what is longer is not read
    static constexpr int maximumDepth = 12;
    static constexpr int maximumTags = 2'000;

    explicit SafeHtml(const QString &html);

    // A <body/> of XHTML; without children and text when nothing was kept.
    [[nodiscard]] const Element &body() const { return m_body; }
    // Whether there is more than text.
    [[nodiscard]] bool isFormatted() const { return !m_body.children().empty(); }
    // Addresses of images, which are not part of the body.
    [[nodiscard]] const QStringList &images() const { return m_images; }

    // Whether a client may open it: no scripts, no data, no local files.
    [[nodiscard]] static bool isSafeAddress(const QString &address);

private:
    struct Open {
        QString name; // as it was written; empty: a second element of the same tag
        Element *element;
    };

    void open(HtmlReader &reader, const HtmlToken &token);
    void close(const QString &name);
    void push(const QString &name, Element element);
    void pushLink(const HtmlToken &token);
    void addImage(const HtmlToken &token);
    [[nodiscard]] static QString safeStyle(const QString &style);

    Element m_body;
    std::vector<Open> m_open;
    QStringList m_images;
    int m_tags = 0;
};

} // namespace spectrum::xmpp

// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes a fragment of HTML apart into tags and text, however bad it is.
#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace spectrum::xmpp
{

struct HtmlToken {
    enum class Kind : quint8 { Text, Open, Close, Void };

    Kind kind = Kind::Text;
    // In lower case; of tags.
    QString name = {};
    // With its entities replaced; of text.
    QString text = {};
    std::vector<std::pair<QString, QString>> attributes = {};

    [[nodiscard]] QString attribute(QStringView wanted) const;
};

// Reads in one pass and never fails: what is no tag is text. Comments and declarations are left out.
class HtmlReader
{
public:
    static constexpr size_t maximumAttributes = 16;

    explicit HtmlReader(QStringView html) : m_html(html) {}

    // Nothing at the end.
    [[nodiscard]] std::optional<HtmlToken> next();
    // Leaves out everything up to the end of the element that was opened last.
    void skipElement(QStringView name);

    [[nodiscard]] static QString decoded(QStringView text);

private:
    [[nodiscard]] std::optional<HtmlToken> readTag();
    [[nodiscard]] bool readAttribute(HtmlToken &token);
    [[nodiscard]] bool skipComment();
    void skipSpace();
    [[nodiscard]] bool isAt(QChar character) const
    {
        return m_at < m_html.size() && m_html[m_at] == character;
    }

    QStringView m_html;
    qsizetype m_at = 0;
};

} // namespace spectrum::xmpp

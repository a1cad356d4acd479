/** Given names of the people of the invented company. */
export const givenNames = (
  'Aino Aisha Alejandra Amélie Anders Andrea Anouk Ásta Ayşe Beatriz Bence Björn Bogdan Camille ' +
  'Carmen Chiara Chidi Christos Claire Dagný Daniel Deepa Dimitra Dmytro Edith Eilidh Elif Emre ' +
  'Esther Étienne Fatima Felix Femke Finn François Freya Giulia Grace Håkon Hanna Hélène Hiroshi ' +
  'Ingrid Inês Isak Iván Jana Jasper Jelena João Jonas Jürgen Kaja Karim Kasper Katarzyna Kenji ' +
  'Klára Laila Lars Léa Leonie Linh Livia Ludvík Magnus Maija Małgorzata Marco María Mehmet Mei ' +
  'Mikkel Milica Mira Nadia Naoko Ngozi Niamh Nils Noa Nuno Oisín Olena Oskar Paweł Pedro Petra ' +
  'Piotr Priya Rasmus Rania Rhys Ruta Saara Samir Sanne Selma Siobhán Sofie Søren Stefan Sunita ' +
  'Taavi Tamar Teresa Theo Tobias Ulrike Valentina Věra Victor Viola Wanjiru Yara Yusuf Zofia Zoë'
).split(' ');

/** Family names of the people of the invented company. */
export const familyNames = (
  'Aalto Abebe Acheampong Adeyemi Åkesson Almeida Andersson Antonopoulos Arslan Bakker Bălan ' +
  'Banerjee Barbieri Becker Berg Bergström Björklund Bláha Bondarenko Brandt Čapek Carvalho Ceylan ' +
  'Chaudhry Christensen Costa Dąbrowski Dahl Delacroix Demir Deschamps Díaz Dubois Đorđević Eklund ' +
  'Eriksen Esposito Farah Fernández Ferreira Fischer Fontaine Gałązka García Georgiou Gomes ' +
  'Grønning Guðmundsson Gunnarsson Haas Hakimi Hansen Hämäläinen Heikkinen Hernández Hoffmann Holm ' +
  'Horvat Hussain Ibáñez Ilves Ivanova Jansen Järvinen Jensen Jóhannsdóttir Jovanović Kaya Kimani ' +
  'Kjær Klein Kovács Kowalczyk Krüger Kuznetsova Lefèvre Lehtonen Lindqvist López Lysenko MacLeod ' +
  'Mäkinen Marchetti Martinez Mazur Mendes Meyer Moreau Müller Mwangi Nakamura Nguyen Nielsen ' +
  'Novák Nowak Nuñez Oduya Olsen Onyango Øvergård Özdemir Papadakis Patel Pavlović Pereira Petrov ' +
  'Popescu Quaranta Rahman Ramos Reyes Ricci Rosenberg Rossi Saarinen Sato Schäfer Schmidt Sørensen ' +
  'Silva Šimić Sjöberg Škoda Svensson Szabó Takahashi Tamm Tóth Traoré Urbánek Vargas Vasquez ' +
  'Vermeulen Virtanen Vogel Wagner Wallin Weiß Wiśniewska Yamamoto Yılmaz Zając Zimmermann Žukauskas'
).split(' ');

const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  ı: 'i',
};

/** A name in plain lower-case ASCII letters, as usernames and e-mail addresses hold it. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[łøßđðþæı]/g, (letter) => plainLetters[letter] ?? '')
    .replace(/[^a-z]/g, '');
}
